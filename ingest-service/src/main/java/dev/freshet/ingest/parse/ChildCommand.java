package dev.freshet.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a child is started: the same Java, a small heap, nothing of the parent's surroundings. */
final class ChildCommand {
  private ChildCommand() {}

  /**
   * Starts a child.
   *
   * @param folder its working and temporary folder, its own
   */
  static Process start(ParserSettings settings, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line(settings, folder)).directory(folder.toFile());
    // No proxies, no credentials, no JAVA_TOOL_OPTIONS.
    builder.environment().clear();
    return builder.start();
  }

  private static List<String> line(ParserSettings settings, Path folder) {
    List<String> line = new ArrayList<>(ChildNetwork.prefix());
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + settings.childMemory());
    line.addAll(
        List.of(
            "-Xms24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            // Its last words would otherwise stand where the parent reads a reply's length.
            "-XX:+DisplayVMOutputToStderr",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-Xss2m",
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    if (!settings.childAotCache().isEmpty()) {
      line.add("-XX:AOTCache=" + settings.childAotCache());
    }
    line.addAll(properties(folder));
    line.add("-cp");
    line.add(absolute(settings.classPath()));
    line.add(settings.childMain());
    return line;
  }

  private static List<String> properties(Path folder) {
    return List.of(
        "-Djava.io.tmpdir=" + folder,
        "-Duser.home=" + folder,
        "-Dpdfbox.fontcache=" + folder,
        "-Dfreshet.parser.folder=" + folder,
        "-Djava.awt.headless=true",
        "-Duser.timezone=UTC",
        "-Duser.language=en",
        "-Duser.country=US",
        "-Dfile.encoding=UTF-8",
        // A library that connects gets nowhere: nobody listens on port 9 of this machine.
        "-DsocksProxyHost=127.0.0.1",
        "-DsocksProxyPort=9",
        // Nobody configures a child's log, and the parent's log file is the parent's.
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
        "-Djdk.xml.jdkcatalog.resolve=strict");
  }

  /** The child runs in another folder, where relative entries would lead nowhere. */
  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath().toString());
      }
    }
    return String.join(java.io.File.pathSeparator, entries);
  }
}
