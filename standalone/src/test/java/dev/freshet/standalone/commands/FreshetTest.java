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
    for (String command : List.of("up", "publish", "search", "status")) {
      out.getBuffer().setLength(0);
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString())
          .contains("Examples:", "./freshet " + command, "Exit codes:")
          .contains("3   the service does not answer");
    }
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
  void qdrant_isRefused() {
    assertThat(run("up", "--store", "qdrant")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo(
            "freshet: store is \"qdrant\": this build has the Lucene store only, leave --store out\n");
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
