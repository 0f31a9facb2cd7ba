package dev.freshet.evaluation.faults;

import dev.freshet.evaluation.load.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./freshet up}: one process is all of it. */
final class AllInOne implements Deployment {
  private final List<String> launch;
  private final Path folder;
  private final Map<String, String> surroundings;
  private final int httpPort = Processes.freePort();
  private final int kafkaPort = Processes.freePort();
  private Processes process;

  /**
   * @param launch the command without {@code up} and its flags
   * @param folder for data and what it prints
   * @param surroundings more environment
   */
  AllInOne(List<String> launch, Path folder, Map<String, String> surroundings) throws IOException {
    this.launch = List.copyOf(launch);
    this.folder = folder;
    this.surroundings = Map.copyOf(surroundings);
  }

  @Override
  public int httpPort() {
    return httpPort;
  }

  @Override
  public int kafkaPort() {
    return kafkaPort;
  }

  @Override
  public boolean turns() {
    return true;
  }

  @Override
  public void start() throws IOException {
    List<String> command = new ArrayList<>(launch);
    command.addAll(List.of("up", "--data", folder.resolve("data").toString()));
    command.addAll(List.of("--http-port", "" + httpPort, "--kafka-port", "" + kafkaPort));
    process = Processes.start(command, surroundings, folder, folder.resolve("up.log"));
  }

  @Override
  public void requireAlive() {
    if (!process.alive()) {
      throw new IllegalStateException("freshet up ended: see " + folder.resolve("up.log"));
    }
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void stop() {
    process.close();
  }

  @Override
  public String victim() {
    return "";
  }

  @Override
  public void close() {
    process.kill();
  }
}
