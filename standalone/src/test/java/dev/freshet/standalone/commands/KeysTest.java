package dev.freshet.standalone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.settings.Settings;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.access.Callers;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Scope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Freshet.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private Caller caller(String keyFile, String key) throws Exception {
    Path file = Files.writeString(folder.resolve("keys.yaml"), keyFile);
    Settings settings = new Settings(Map.of("api-keys", file.toString()), Map.of(), Map.of());
    try (Callers callers = new Callers(AccessSettings.of(settings), InstantSource.system())) {
      return callers.admit(Optional.of("Bearer " + key), "127.0.0.1").caller();
    }
  }

  @Test
  void newKey_asItIsPrinted_opensAServiceThatHasItsEntry() throws Exception {
    assertThat(
            run(
                "keys",
                "new",
                "--name",
                "page",
                "--tenant",
                "acme",
                "--principal",
                "group:legal",
                "--principal",
                "user: yes",
                "--scope",
                "read",
                "--scope",
                "admin"))
        .isZero();

    List<String> lines = out.toString().lines().toList();
    String key = lines.get(1).strip();
    assertThat(key).matches("fsk_[A-Za-z0-9_-]{43}");
    Caller caller = caller("keys:\n" + lines.get(3) + "\n", key);
    assertThat(caller.name()).isEqualTo("page");
    assertThat(caller.access().tenant().name()).isEqualTo("acme");
    assertThat(caller.access().principals()).containsExactlyInAnyOrder("group:legal", "user: yes");
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.ADMIN);
  }

  @Test
  void newKey_asJson_isOneObject() throws Exception {
    assertThat(run("keys", "new", "--json")).isZero();

    JsonNode made = new ObjectMapper().readTree(out.toString());
    Caller caller = caller("keys: [" + made.get("entry") + "]", made.get("key").asText());
    assertThat(caller.access().tenant().name()).isEqualTo("default");
    assertThat(caller.scopes()).containsExactly(Scope.READ);
    assertThat(made.get("entry").toString()).doesNotContain(made.get("key").asText());
  }

  @Test
  void newKey_askedWrongly_isOneLineAndUsage() {
    assertThat(run("keys")).isEqualTo(ExitCode.USAGE);
    assertThat(run("keys", "new", "--scope", "reed")).isEqualTo(ExitCode.USAGE);
    assertThat(run("keys", "new", "--tenant", "a/b")).isEqualTo(ExitCode.USAGE);
    assertThat(run("keys", "new", "--name", "a b")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "freshet: give new (see ./freshet keys --help)",
            "freshet: --scope \"reed\": give one of read, publish, admin (see ./freshet keys new"
                + " --help)",
            "freshet: --tenant \"a/b\": tenant is not 1 to 64 letters, digits, dots, underscores or"
                + " hyphens (see ./freshet keys new --help)",
            "freshet: --name \"a b\": give 1 to 64 letters, digits, dots, underscores or hyphens"
                + " (see ./freshet keys new --help)");
  }

  @Test
  void help_showsExamplesAndExitCodes() {
    assertThat(run("keys", "new", "--help")).isZero();
    assertThat(out.toString()).contains("Examples:", "./freshet keys new", "Exit codes:");
  }

  @Test
  void rootFile_thatHoldsNoCertificate_isNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "");
    assertThat(run("search", "--ca", file.toString(), "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo("freshet: --ca " + file + ": holds no certificate: give PEM\n");
  }
}
