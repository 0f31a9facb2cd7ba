package dev.freshet.evaluation.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Qdrant of its own, the one on the PATH, that can be killed and started again on its data. */
public final class QdrantAlone {
  private final Path program;
  private final Path folder;
  private final int grpcPort = Processes.freePort();
  private final int httpPort = Processes.freePort();
  private Processes process;

  private QdrantAlone(Path program, Path folder) throws IOException {
    this.program = program;
    this.folder = Files.createDirectories(folder);
  }

  /**
   * Starts it; it answers a little later.
   *
   * @param folder for its data; made if need be
   * @throws IllegalStateException where there is no {@code qdrant} on the PATH
   */
  public static QdrantAlone start(Path folder) throws IOException {
    Path program =
        onPath()
            .orElseThrow(
                () -> new IllegalStateException("there is no qdrant on the PATH: put one there"));
    var qdrant = new QdrantAlone(program, folder);
    qdrant.startAgain();
    return qdrant;
  }

  /** The program; empty where there is none. */
  public static Optional<Path> onPath() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(path -> Path.of(path, "qdrant"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it on the data it has. */
  public void startAgain() throws IOException {
    process =
        Processes.start(
            List.of(program.toString()),
            Map.of(
                "QDRANT__SERVICE__HOST",
                "127.0.0.1",
                "QDRANT__SERVICE__GRPC_PORT",
                Integer.toString(grpcPort),
                "QDRANT__SERVICE__HTTP_PORT",
                Integer.toString(httpPort),
                "QDRANT__TELEMETRY_DISABLED",
                "true"),
            folder,
            folder.resolve("log"));
  }

  /** Its gRPC address, host:port. */
  public String address() {
    return "127.0.0.1:" + grpcPort;
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.alive();
  }

  /** kill -9. */
  public void kill() {
    process.kill();
  }

  /** Resident memory, MiB. */
  public double residentMiB() {
    return process.residentMiB();
  }
}
