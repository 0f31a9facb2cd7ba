package dev.freshet.standalone.diagnosis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs here, and of which version. */
final class Versions {
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final String OWN = "freshet-standalone";

  private Versions() {}

  /** By name: Freshet, Java and the system first, then the libraries as their jars are called. */
  static Map<String, String> all() {
    Map<String, String> libraries = new TreeMap<>();
    Optional<Path> own = Optional.empty();
    String classPath = System.getProperty("java.class.path", "");
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Matcher jar = JAR.matcher(new File(entry).getName());
      if (jar.matches()) {
        libraries.put(jar.group(1), jar.group(2));
        own = jar.group(1).equals(OWN) ? Optional.of(Path.of(entry)) : own;
      }
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("freshet", libraries.getOrDefault(OWN, "not known"));
    all.put("commit", own.flatMap(Versions::commit).orElse("not known"));
    all.put("built", own.flatMap(Versions::built).orElse("not known"));
    for (String property :
        List.of(
            "java.vm.name", "java.vm.version", "java.vendor", "os.name", "os.version", "os.arch")) {
      all.put(property, System.getProperty(property, ""));
    }
    libraries.keySet().removeIf(name -> name.startsWith("freshet-"));
    all.putAll(libraries);
    return all;
  }

  private static Optional<String> built(Path jar) {
    try {
      return Optional.of(Files.getLastModifiedTime(jar).toInstant().toString());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Of the checkout that the jar was built in, as that is now; an image has none. */
  private static Optional<String> commit(Path jar) {
    for (Path at = jar.toAbsolutePath(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return head(git);
      }
    }
    return Optional.empty();
  }

  static Optional<String> head(Path git) {
    try {
      String head = Files.readString(git.resolve("HEAD")).strip();
      if (!head.startsWith("ref: ")) {
        return known(head);
      }
      String ref = head.substring("ref: ".length());
      Path loose = git.resolve(ref);
      if (Files.exists(loose)) {
        return known(Files.readString(loose).strip());
      }
      Path packed = git.resolve("packed-refs");
      return Files.readAllLines(packed).stream()
          .filter(line -> line.endsWith(" " + ref))
          .findFirst()
          .flatMap(line -> known(line.substring(0, line.indexOf(' '))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> known(String commit) {
    return Optional.of(commit).filter(text -> COMMIT.matcher(text).matches());
  }
}
