package dev.freshet.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Tenant;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
  private static final String KEY = "0123456789abcdef";

  @TempDir Path folder;

  private Callers callers(String yaml) throws IOException {
    return new Callers(
        new AccessSettings(Optional.of(Files.writeString(folder.resolve("keys.yaml"), yaml))));
  }

  private Callers one() throws IOException {
    return callers(
        "keys: [{key: "
            + KEY
            + ", tenant: acme, principals: ['group:legal'], scopes: [read, publish]}]");
  }

  @Test
  void caller_ofAKnownKey_isWhatTheFileSays() throws IOException {
    Caller caller = one().of(Optional.of("Bearer " + KEY));

    assertThat(caller.access().tenant()).isEqualTo(new Tenant("acme"));
    assertThat(caller.access().principals()).containsExactly("group:legal");
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.PUBLISH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          null | the request has no key: send Authorization: Bearer KEY
          Basic abc | the Authorization header is no bearer key: send Bearer KEY
          Bearer 0123456789abcdeF | the key is not known here: check it
          """)
  void caller_ofNoKnownKey_isRefused(String header, String detail) throws IOException {
    Callers callers = one();

    assertThatThrownBy(() -> callers.of(Optional.ofNullable(header)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(401))
        .hasMessage(detail);
  }

  @Test
  void everyone_withoutAFile_isTheDefaultTenantWithAllScopes() {
    Caller caller = new Callers(new AccessSettings(Optional.empty())).of(Optional.empty());

    assertThat(caller.access().tenant()).isEqualTo(Tenant.DEFAULT);
    assertThat(caller.access().principals()).isEmpty();
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keys: [] | : has 0 keys: give 1 to 10000
          key: x | : give one list named keys, such as keys: [{key: …}]
          keys: [{key: short}] | : keys[0].key: give a text of 16 to 512 ASCII characters without blanks
          keys: [{key: 0123456789abcdef}] | : keys[0].tenant: give a text such as acme
          keys: [{key: 0123456789abcdef, tenant: a/b}] | : keys[0].tenant: tenant is not 1 to 64 letters, digits, dots, underscores or hyphens
          keys: [{key: 0123456789abcdef, tenant: a}] | : keys[0].scopes: give at least one of read, publish, admin
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [reed]}] | : keys[0].scopes: scope "reed" is unknown: did you mean "read"?
          keys: [{key: 0123456789abcdef, tenant: a, scope: [read]}] | : keys[0]: field "scope" is unknown: did you mean "scopes"?
          keys: [{key: 0123456789abcdef, tenant: a, scopes: read}] | : keys[0].scopes: give a list of texts
          """)
  void keyFile_thatIsWrong_namesEntryAndField(String yaml, String message) {
    assertThatThrownBy(() -> callers(yaml))
        .isInstanceOf(InvalidKeys.class)
        .hasMessage(folder.resolve("keys.yaml") + message);
  }

  @Test
  void keyFile_brokenYaml_saysTheLineAndQuotesNothing() {
    assertThatThrownBy(() -> callers("keys:\n  - {key: \"" + KEY + "\n"))
        .isInstanceOf(InvalidKeys.class)
        .hasMessageContaining("is no YAML, line")
        .hasMessageNotContaining(KEY);
  }
}
