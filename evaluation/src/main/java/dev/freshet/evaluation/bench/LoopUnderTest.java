package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.baseline.LangChainApi;
import dev.freshet.evaluation.baseline.LangChainLoop;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.BrokerAlone;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Processes;
import dev.freshet.evaluation.load.Publisher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The LangChain4j loop in a process of its own, beside a broker in another. */
final class LoopUnderTest implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  private final Path folder;
  private final int maxCharacters;
  private final int httpPort = Processes.freePort();
  private final int kafkaPort = Processes.freePort();
  private final LangChainApi api = new LangChainApi(httpPort);
  private final Processes broker;
  private final Publisher publisher;
  private Processes loop;

  /**
   * @param folder for data and output; must be empty
   * @param maxCharacters the splitter's greatest passage
   */
  LoopUnderTest(Path folder, int maxCharacters) throws IOException {
    this.folder = folder;
    this.maxCharacters = maxCharacters;
    this.broker =
        Processes.start(
            java(BrokerAlone.class, folder.resolve("broker").toString(), "" + kafkaPort),
            folder,
            folder.resolve("broker.log"));
    Await.until(
        "the broker answers", Duration.ofMillis(50), START, () -> BrokerAlone.answers(kafkaPort));
    BrokerAlone.createTopic(kafkaPort, FreshetUnderTest.LIVE);
    this.publisher = new Publisher(kafkaPort);
  }

  /**
   * Starts the loop, or starts it again.
   *
   * @return seconds until it answers
   */
  double start() throws IOException {
    loop =
        Processes.start(
            java(
                LangChainLoop.class,
                "" + kafkaPort,
                FreshetUnderTest.LIVE,
                "" + httpPort,
                "" + maxCharacters),
            folder,
            folder.resolve("loop.log"));
    return Await.until("the loop answers", Duration.ofMillis(5), START, api::ready) / 1e9;
  }

  private static List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of(
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dsun.net.httpserver.nodelay=true",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  LangChainApi api() {
    return api;
  }

  Publisher publisher() {
    return publisher;
  }

  double residentMiB() {
    return loop.residentMiB();
  }

  void kill() {
    loop.kill();
  }

  @Override
  public void close() {
    publisher.close();
    if (loop != null) {
      loop.kill();
    }
    broker.close();
  }
}
