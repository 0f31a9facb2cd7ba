package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a dataset is and where all of it came from: {@code manifest.json}. */
final class Manifest {
  /** Its file. */
  static final String NAME = "manifest.json";

  private static final int FORMAT_VERSION = 1;
  private static final String FORMAT = "freshet-dataset";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifest() {}

  /** Whether a folder holds a dataset. */
  static boolean isIn(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var parser = JSON.createParser(file.toFile())) {
      // It may be large, and says what it is at once.
      return parser.nextToken() != null
          && "format".equals(parser.nextFieldName())
          && FORMAT.equals(parser.nextTextValue());
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * All but the lineage.
   *
   * @param version what is equal of two datasets with equal contents and lineage
   */
  static ObjectNode head(
      DatasetSettings settings,
      String generation,
      Instant created,
      String version,
      Outputs outputs,
      long documents,
      Tally tally,
      List<String> warnings,
      List<LineFile.Written> files) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT).put("formatVersion", FORMAT_VERSION).put("version", version);
    node.put("created", created.toString()).put("seed", settings.seed());
    node.put("testShare", settings.testShare()).put("generation", generation);
    node.put("tenant", settings.access().tenant().name());
    var principals = node.putArray("principals");
    settings.access().principals().stream().sorted().forEach(principals::add);
    var from = node.putArray("from");
    settings.from().stream().sorted().forEach(source -> from.add(source.label()));
    settings.since().ifPresent(since -> node.put("since", since.toString()));
    ObjectNode examples = node.putObject("examples");
    outputs
        .counts()
        .forEach(
            (side, bySource) -> {
              ObjectNode counts = examples.putObject(side.label());
              bySource.forEach((source, count) -> counts.put(source.label(), count));
            });
    node.put("documentsRead", documents);
    ObjectNode licences = node.putObject("licences");
    outputs.licences().forEach(licences::put);
    ObjectNode dropped = node.putObject("dropped");
    tally.counts().forEach((why, count) -> dropped.put(why.label(), count));
    warnings.forEach(node.putArray("warnings")::add);
    ObjectNode written = node.putObject("files");
    files.forEach(
        file ->
            written
                .putObject(file.name())
                .put("sha256", file.sha256())
                .put("bytes", file.bytes())
                .put("lines", file.lines()));
    return node;
  }

  /** 16 digits over contents and lineage. */
  static String version(List<LineFile.Written> files, Lineage lineage) {
    String all =
        files.stream()
            .map(file -> file.name() + " " + file.sha256())
            .collect(Collectors.joining("\n"));
    return Sha256.hex(all + "\n" + lineage.sha256()).substring(0, 16);
  }

  /** Writes it, the lineage last, one document a line. */
  static void write(Path file, ObjectNode head, Lineage lineage) {
    var printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator json =
        JSON.createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : head.properties()) {
        json.writeFieldName(field.getKey());
        json.writeTree(field.getValue());
      }
      json.writeArrayFieldStart("lineage");
      lineage.forEach(document -> tree(json, document));
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void tree(JsonGenerator json, JsonNode tree) {
    try {
      json.writeTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the lineage: is the disk full?", e);
    }
  }
}
