package dev.freshet.embedders.onnx;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Unpacks the native libraries once instead of at every start: ONNX Runtime would write 23 MB to a
 * fresh temporary directory each time and leave it there when the process is killed. Works through
 * the libraries' own system properties, which are left alone where somebody set them.
 */
final class NativeLibraries {
  /** The runtime's version, part of every vector's identity; a test holds it against the jar. */
  static final String RUNTIME_VERSION = "1.26.0";

  private NativeLibraries() {}

  /** To be called before any class of ONNX Runtime or of the tokenizers is touched. */
  static void prepare(Path cacheDirectory) throws IOException {
    // The tokenizers' library asks a cloud's metadata service who it is, unless told not to.
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("ENGINE_CACHE_DIR", cacheDirectory.resolve("djl").toString());
    if (System.getProperty("onnxruntime.native.path") == null) {
      Path directory = cacheDirectory.resolve("onnxruntime-" + RUNTIME_VERSION);
      if (unpack(directory)) {
        System.setProperty("onnxruntime.native.path", directory.toString());
      }
    }
  }

  private static boolean unpack(Path directory) throws IOException {
    boolean found = true;
    for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String file = System.mapLibraryName(library);
      URL resource = resource("/ai/onnxruntime/native/" + platform() + "/" + file);
      if (resource == null) {
        found = false;
      } else {
        Unpacked.once(resource, directory.resolve(file));
      }
    }
    return found;
  }

  private static URL resource(String name) {
    return NativeLibraries.class.getResource(name);
  }

  /** The jar's name for this machine; of an unknown one a name that is not in the jar. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    String machine = arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch;
    return system + "-" + machine;
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
