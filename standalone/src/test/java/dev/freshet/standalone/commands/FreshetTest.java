package dev.freshet.standalone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FreshetTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Freshet.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void help_ofEveryCommand_showsExamplesAndExitCodes() {
    for (String command :
        List.of("up", "publish", "search", "answer", "watch", "status", "diagnose")) {
      out.getBuffer().setLength(0);
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString())
          .contains("Examples:", "./freshet " + command, "Exit codes:")
          .contains("3   the service does not answer");
    }
  }

  @Test
  void help_ofDeadLetters_showsExamplesAndExitCodes() {
    for (String command : List.of("list", "show", "replay", "drop")) {
      out.getBuffer().setLength(0);
      assertThat(run("dead-letters", command, "--help")).isZero();
      assertThat(out.toString())
          .contains("Examples:", "./freshet dead-letters " + command, "--json", "Exit codes:");
    }
  }

  @Test
  void deadLetters_askedWrongly_isOneLineAndUsage() {
    assertThat(run("dead-letters")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dead-letters", "replay")).isEqualTo(ExitCode.USAGE);
    assertThat(run("dead-letters", "replay", "--all", "--reason", "crash"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("dead-letters", "list", "--limit", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "freshet: give one of list, show, replay and drop (see ./freshet dead-letters --help)",
            "freshet: give a POSITION, or options such as --reason, or --all (see ./freshet"
                + " dead-letters replay --help)",
            "freshet: give a POSITION, or options such as --reason, or --all (see ./freshet"
                + " dead-letters replay --help)",
            "freshet: --limit 0: give a whole number from 1 to 100000 (see ./freshet dead-letters"
                + " list --help)");
  }

  @Test
  void unknownOption_isOneLineAndUsage() {
    assertThat(run("search", "--lmit", "3", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo("freshet: Unknown option: '--lmit' (see ./freshet search --help)\n");
  }

  @Test
  void nobodyAnswers_isOneLineAndUnreachable() throws Exception {
    String url;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }
    assertThat(run("search", "--url", url, "x")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .isEqualTo(
            "freshet: no answer from "
                + url
                + ": start Freshet with ./freshet up, or name it with --url\n");
  }

  @Test
  void twoStores_areRefused() {
    assertThat(run("up", "--store", "lucene", "--qdrant", "localhost:6334"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--qdrant: the store is lucene, leave one of the two out");
  }

  @Test
  void badSettings_areAllNamedAtOnce() {
    assertThat(run("up", "--http-port", "x", "--kafka-port", "0", "--source", "a:fast"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("http.port (flag) is \"x\": give a whole number from 0 to 65535")
        .contains("kafka.port (flag) is \"0\": give a whole number from 1 to 65535")
        .contains("source \"a:fast\": give TOPIC, TOPIC:live or TOPIC:bulk");
  }

  @Test
  void completion_isAScript() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "publish", "search");
  }
}
