package dev.freshet.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.settings.Settings;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
  private static final String KEY = "0123456789abcdef";
  private static final String HERE = "192.0.2.1";

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private final List<Callers> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Callers::close);
  }

  private Callers callers(String yaml) throws IOException {
    return callers(yaml, Map.of());
  }

  private Callers callers(String yaml, Map<String, String> more) throws IOException {
    Files.writeString(folder.resolve("keys.yaml"), yaml);
    Map<String, String> flags = new HashMap<>(more);
    flags.put("api-keys", folder.resolve("keys.yaml").toString());
    flags.put("access.reload", "10ms");
    return opened(flags);
  }

  private Callers opened(Map<String, String> flags) {
    Settings settings = new Settings(flags, Map.of(), Map.of());
    Callers callers = new Callers(AccessSettings.of(settings), clock);
    opened.add(callers);
    return callers;
  }

  private static String entry(String more) {
    return "keys: [{tenant: acme, principals: ['group:legal'], scopes: [read, publish], "
        + more
        + "}]";
  }

  private Callers one() throws IOException {
    return callers(entry("key: " + KEY));
  }

  private static Admission admit(Callers callers, String key) {
    return callers.admit(Optional.of("Bearer " + key), HERE);
  }

  private static Problem problem(Callers callers, String key) {
    try {
      admit(callers, key);
      throw new AssertionError("it was let in");
    } catch (Problem e) {
      return e;
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 10 s").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void caller_ofAKnownKey_isWhatTheFileSays() throws IOException {
    Caller caller = admit(one(), KEY).caller();

    assertThat(caller.access().tenant()).isEqualTo(new Tenant("acme"));
    assertThat(caller.access().principals()).containsExactly("group:legal");
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.PUBLISH);
    assertThat(caller.name()).isEqualTo("keys[0]");
  }

  @Test
  void key_ofWhichTheFileHasOnlyTheHash_isKnown() throws IOException {
    Callers callers = callers(entry("name: page, hash: 'sha256:" + Digests.sha256(KEY) + "'"));

    assertThat(admit(callers, KEY).caller().name()).isEqualTo("page");
    assertThat(problem(callers, Digests.sha256(KEY)).status()).isEqualTo(401);
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
          Bearer | the Authorization header is no bearer key: send Bearer KEY
          """)
  void caller_ofNoKnownKey_isRefused(String header, String detail) throws IOException {
    Callers callers = one();

    assertThatThrownBy(() -> callers.admit(Optional.ofNullable(header), HERE))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(401))
        .hasMessage(detail);
  }

  @Test
  void everyone_withoutAFile_isTheDefaultTenantWithAllScopes() {
    Caller caller = opened(Map.of()).admit(Optional.empty(), HERE).caller();

    assertThat(caller.access().tenant()).isEqualTo(Tenant.DEFAULT);
    assertThat(caller.access().principals()).isEmpty();
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.values());
  }

  @Test
  void key_thatHasExpired_isGoodNoMore() throws IOException {
    Callers callers = callers(entry("key: " + KEY + ", expires: '2026-07-01T12:00:10Z'"));
    Admission admission = admit(callers, KEY);
    assertThat(admission.stands().getAsBoolean()).isTrue();

    clock.move(Duration.ofSeconds(10));

    assertThat(admission.stands().getAsBoolean()).isFalse();
    assertThat(problem(callers, KEY)).hasMessage("the key has expired: ask for a new one");
  }

  @Test
  void keyFile_thatChanges_isTakenOverAndEndsWhatStoodOnIt() throws IOException {
    Callers callers = one();
    Admission admission = admit(callers, KEY);

    Files.writeString(folder.resolve("keys.yaml"), entry("key: another-" + KEY));
    await(() -> !admission.stands().getAsBoolean());

    assertThat(problem(callers, KEY).status()).isEqualTo(401);
    assertThat(admit(callers, "another-" + KEY).caller().access().tenant().name())
        .isEqualTo("acme");
  }

  @Test
  void key_thatMaySeeLessNow_endsWhatWasOpenedWithMore() throws IOException {
    Callers callers = one();
    Admission admission = admit(callers, KEY);

    Files.writeString(
        folder.resolve("keys.yaml"), "keys: [{key: " + KEY + ", tenant: acme, scopes: [read]}]");
    await(() -> !admission.stands().getAsBoolean());

    assertThat(admit(callers, KEY).caller().access().principals()).isEmpty();
  }

  @Test
  void keyFile_thatIsBroken_leavesTheKeysAndIsTold() throws IOException {
    Callers callers = one();
    Path file = folder.resolve("keys.yaml");

    Files.writeString(file, "keys: [{key: " + KEY + "\n");
    await(() -> callers.troubles().get("api-keys").isPresent());
    assertThat(callers.troubles().get("api-keys").orElseThrow())
        .startsWith(file + ": is no YAML, line")
        .doesNotContain(KEY);
    assertThat(admit(callers, KEY).stands().getAsBoolean()).isTrue();

    Files.delete(file);
    await(() -> callers.troubles().get("api-keys").orElse("").endsWith("there is no such file"));
    assertThat(admit(callers, KEY).stands().getAsBoolean()).isTrue();

    Files.writeString(file, entry("key: " + KEY));
    await(() -> callers.troubles().get("api-keys").isEmpty());
  }

  @Test
  void rate_isTheKeysOwnElseTheSettings() throws IOException {
    Callers callers =
        callers(
            """
            keys:
              - {name: slow, key: slow-0123456789abcdef, tenant: a, scopes: [read], rate: 0.5, burst: 2}
              - {name: free, key: free-0123456789abcdef, tenant: a, scopes: [read], rate: 0}
              - {name: half, key: half-0123456789abcdef, tenant: a, scopes: [read], quota: 9}
              - {name: rest, key: rest-0123456789abcdef, tenant: a, scopes: [read]}
            """,
            Map.of("access.rate", "1", "access.burst", "3"));

    assertThat(admit(callers, "slow-" + KEY).headers())
        .containsEntry("RateLimit-Policy", "\"rate\";q=2;w=4")
        .containsEntry("RateLimit", "\"rate\";r=1;t=2");
    admit(callers, "slow-" + KEY);
    Problem refused = problem(callers, "slow-" + KEY);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused)
        .hasMessage("this credential may ask 0.5 times a second, 2 at a stroke: ask again in 2 s");
    assertThat(refused.headers())
        .containsEntry("Retry-After", "2")
        .containsEntry("RateLimit", "\"rate\";r=0;t=4");
    for (int i = 0; i < 100; i++) {
      assertThat(admit(callers, "free-" + KEY).headers()).isEmpty();
    }
    assertThat(admit(callers, "half-" + KEY).headers())
        .containsEntry("RateLimit-Policy", "\"rate\";q=3;w=3, \"quota\";q=9;w=86400");
    for (int i = 0; i < 3; i++) {
      admit(callers, "rest-" + KEY);
    }
    assertThat(problem(callers, "rest-" + KEY).status()).isEqualTo(429);
    clock.move(Duration.ofSeconds(2));
    assertThat(admit(callers, "slow-" + KEY).headers())
        .containsEntry("RateLimit", "\"rate\";r=0;t=4");
  }

  @Test
  void quota_isOfADayOfUtc() throws IOException {
    Callers callers = callers(entry("key: " + KEY + ", quota: 2"));
    admit(callers, KEY);
    assertThat(admit(callers, KEY).headers())
        .containsEntry("RateLimit-Policy", "\"quota\";q=2;w=86400")
        .containsEntry("RateLimit", "\"quota\";r=0;t=43200");

    Problem refused = problem(callers, KEY);
    assertThat(refused)
        .hasMessage("this credential has asked its 2 requests of today: ask again in 43200 s");
    clock.move(Duration.ofHours(12));
    assertThat(admit(callers, KEY).headers()).containsEntry("RateLimit", "\"quota\";r=1;t=86400");
  }

  @Test
  void address_thatGuesses_isNotListenedToButWhatWasGoodFromThereIs() throws IOException {
    Callers callers =
        callers(
            "keys: [{key: known-"
                + KEY
                + ", tenant: a, scopes: [read]}, {key: other-"
                + KEY
                + ", tenant: a, scopes: [read]}]",
            Map.of("access.attempts", "10"));
    admit(callers, "known-" + KEY);

    for (int i = 0; i < 10; i++) {
      assertThat(problem(callers, "guess-" + i + KEY).status()).isEqualTo(401);
    }
    Problem refused = problem(callers, "guess-" + KEY);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused)
        .hasMessage("too many wrong keys or tokens came from this address: ask again in 6 s");
    // A right guess is not listened to either, else it would be no limit.
    assertThat(problem(callers, "other-" + KEY).status()).isEqualTo(429);
    assertThat(admit(callers, "known-" + KEY).caller().name()).isEqualTo("keys[0]");
    assertThat(callers.admit(Optional.of("Bearer other-" + KEY), "192.0.2.2").caller().name())
        .isEqualTo("keys[1]");
    clock.move(Duration.ofSeconds(6));
    assertThat(admit(callers, "other-" + KEY).caller().name()).isEqualTo("keys[1]");
  }

  @Test
  void addresses_ofOneNetwork_countAsOneAndAreBounded() {
    Attempts attempts = new Attempts(1, clock);
    attempts.failed("2001:db8:0:1::1");

    assertThatThrownBy(() -> attempts.require("2001:db8:0:1:ffff::2", "x"))
        .isInstanceOf(Problem.class);
    attempts.require("2001:db8:0:2::1", "x");
    for (int i = 0; i < 30_000; i++) {
      attempts.failed("10." + i / 65_536 + '.' + i / 256 % 256 + '.' + i % 256);
    }
    assertThat(attempts.addresses()).isEqualTo(10_000);
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
          keys: [{key: 0123456789abcdef, tenant: freshet.canary}] | : keys[0].tenant: tenant freshet.canary is Freshet's own: give another name
          keys: [{key: 0123456789abcdef, tenant: a}] | : keys[0].scopes: give at least one of read, publish, admin
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [reed]}] | : keys[0].scopes: scope "reed" is unknown: did you mean "read"?
          keys: [{key: 0123456789abcdef, tenant: a, scope: [read]}] | : keys[0]: field "scope" is unknown: did you mean "scopes"?
          keys: [{key: 0123456789abcdef, tenant: a, scopes: read}] | : keys[0].scopes: give a list of texts
          keys: [{key: 0123456789abcdef, hash: x, tenant: a, scopes: [read]}] | : keys[0].hash: leave out one of key and hash
          keys: [{hash: 'sha256:00', tenant: a, scopes: [read]}] | : keys[0].hash: give sha256: and 64 hexadecimal digits, as ./freshet keys new prints
          keys: [{key: 0123456789abcdef, name: 'a b', tenant: a, scopes: [read]}] | : keys[0].name: give 1 to 64 letters, digits, dots, underscores or hyphens
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [read], rate: -1}] | : keys[0].rate: give requests a second, a number from 0 (any) to 100000
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [read], burst: 5}] | : keys[0].burst: give rate too
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [read], quota: 1.5}] | : keys[0].quota: give a whole number from 0 to 1000000000
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [read], expires: soon}] | : keys[0].expires: give an RFC 3339 time such as 2027-06-30T00:00:00Z
          keys: [{key: 0123456789abcdef, tenant: a, scopes: [read]}, {key: 0123456789abcdef, tenant: b, scopes: [read]}] | : keys[1].key: is given twice; give every entry its own
          keys: [{key: 0123456789abcdef, name: a, tenant: a, scopes: [read]}, {key: 0123456789abcdeg, name: a, tenant: b, scopes: [read]}] | : keys[1].name: is given twice; give every entry its own
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
