package dev.freshet.evaluation.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A measured program: a process and its children. */
public final class Processes implements AutoCloseable {
  private final Process process;

  private Processes(Process process) {
    this.process = process;
  }

  /** Starts a command; what it prints goes to the file. */
  public static Processes start(List<String> command, Path directory, Path output)
      throws IOException {
    return start(command, Map.of(), directory, output);
  }

  /** The same with more environment; what it prints is added to the file. */
  public static Processes start(
      List<String> command, Map<String, String> environment, Path directory, Path output)
      throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    return new Processes(builder.start());
  }

  /** A free port on loopback. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether it still runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Resident memory of the process and all below it, MiB; 0 where the system does not tell. */
  public double residentMiB() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .mapToLong(handle -> residentKiB(handle.pid()))
            .sum()
        / 1024.0;
  }

  /** Processor time of the process and all below it that run now, seconds. */
  public double processorSeconds() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .mapToDouble(taken -> taken.toNanos() / 1e9)
        .sum();
  }

  /** Open file handles of the process and all below it; 0 where the system does not tell. */
  public long fileHandles() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(handle -> entries(Path.of("/proc", Long.toString(handle.pid()), "fd")))
        .sum();
  }

  private static long entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    } catch (IOException _) {
      return 0;
    }
  }

  private static long residentKiB(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException _) {
      return 0;
    }
  }

  /** Kills it as the kernel would: no goodbye. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
