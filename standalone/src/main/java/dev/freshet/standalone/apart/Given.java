package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.MemoSettings;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.process.DataFolder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What settings are read from.
 *
 * @param flags by key
 * @param environment all of it
 * @param file by key
 */
public record Given(
    Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {

  /** What the command line's client reads from the environment. */
  static final List<String> FOREIGN = List.of("FRESHET_URL", "FRESHET_API_KEY");

  /** Says nothing of what it holds, for there are secrets. */
  @Override
  public String toString() {
    return "Given";
  }

  /** The settings, folders of single rooms lying in the data folder unless the file says else. */
  Settings settings(String httpPort) {
    Path data =
        Path.of(new Settings(flags, environment, file).get(DataFolder.SETTING))
            .toAbsolutePath()
            .normalize();
    Map<String, String> all = new HashMap<>();
    all.put(WebSettings.PORT.key(), httpPort);
    all.putAll(file);
    String port = new Settings(flags, environment, all).get(WebSettings.PORT).toString();
    all.putIfAbsent(IngestSettings.INSTANCE_ID.key(), host() + "-" + port);
    all.putIfAbsent(IngestSettings.STATE_DIRECTORY.key(), data.resolve("streams").toString());
    all.putIfAbsent(MemoSettings.DIRECTORY.key(), data.resolve("parse-memo").toString());
    all.putIfAbsent(OnnxSettings.CACHE_DIRECTORY.key(), data.resolve("model").toString());
    return new Settings(flags, environment, all);
  }

  /** This machine's or pod's name, of the letters that Kafka takes for an instance. */
  private String host() {
    String named = environment.getOrDefault("HOSTNAME", "");
    try {
      String host = named.isEmpty() ? InetAddress.getLocalHost().getHostName() : named;
      return host.replaceAll("[^A-Za-z0-9._-]", "-");
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
