package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Which versions of which documents stand in a dataset, each once, in an order of their own. */
final class Lineage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Spool spool;
  private final LongSet known = new LongSet();
  private long documents;

  Lineage(Spool spool) {
    this.spool = spool;
  }

  void add(Piece piece, Side side) {
    Key key = Key.of(piece.document());
    if (known.add(key.high())) {
      documents++;
      spool.add(
          key.part(Spool.PARTS),
          JsonNodeFactory.instance
              .objectNode()
              .put("document", piece.document())
              .put("version", piece.version())
              .put("split", side.label())
              .toString());
    }
  }

  long documents() {
    return documents;
  }

  void forEach(Consumer<JsonNode> reader) {
    for (int part = 0; part < Spool.PARTS; part++) {
      for (String line : new TreeSet<>(spool.lines(part))) {
        try {
          reader.accept(JSON.readTree(line));
        } catch (JsonProcessingException e) {
          throw new IllegalStateException("a line that was written here is no JSON", e);
        }
      }
    }
  }

  /** 64 digits over all of it. */
  String sha256() {
    MessageDigest digest = Sha256.begun();
    forEach(node -> digest.update((node + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
