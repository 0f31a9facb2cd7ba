package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.dataset.DatasetSettings.Format;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A dataset as it lies in its folder. */
record Built(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All sources and formats, a fifth for the test, seed 1, nobody in particular. */
  static DatasetSettings settings(Path out) {
    return new DatasetSettings(
        out,
        TopicNames.DEFAULT,
        Optional.empty(),
        EnumSet.allOf(Source.class),
        EnumSet.allOf(Format.class),
        0.2,
        1,
        "CC-BY-4.0",
        new Access(Tenant.DEFAULT, Set.of()),
        Optional.empty());
  }

  /** The same for training alone, from these sources. */
  static DatasetSettings training(Path out, Access access, Source... from) {
    DatasetSettings all = settings(out);
    return new DatasetSettings(
        out,
        all.topics(),
        Optional.empty(),
        Set.of(from),
        all.formats(),
        0,
        1,
        all.licence(),
        access,
        Optional.empty());
  }

  static Built of(DatasetSettings settings, Records records) {
    var _ = Dataset.build(settings, records, InstantSource.fixed(FakeRecords.NOW), (_, _, _) -> {});
    return new Built(settings.out());
  }

  List<JsonNode> lines(String name) {
    try {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve(name))) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode manifest() {
    try {
      return JSON.readTree(folder.resolve("manifest.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each file holds, by name. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  long dropped(String why) {
    return manifest().path("dropped").path(why).asLong();
  }

  /** The questions to train on, in order. */
  List<String> questions() {
    return lines("pairs.train.jsonl").stream()
        .map(line -> line.path("question").asText())
        .sorted()
        .toList();
  }
}
