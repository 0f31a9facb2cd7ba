package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;

/**
 * That one passage has to do with one question: what lies on disk until all of a question is
 * together.
 *
 * @param source where it is from
 * @param key of the question, see {@link Words#key}
 * @param question as it was asked
 * @param vote above 0: the passage answers it; below: it does not
 * @param piece the passage
 * @param uncut all of the passage's text, where the piece lacks the question
 * @param about its document
 * @param spoken whether a person could ask so; a sentence taken out of the passage is no question
 * @param answer as a user gave it; empty: none did
 * @param time when a user said it; empty: none did
 * @param who a hash of that user's principals; empty: nobody said it
 */
record Fragment(
    Source source,
    String key,
    String question,
    int vote,
    Piece piece,
    String uncut,
    About about,
    boolean spoken,
    String answer,
    String time,
    String who) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What an example keeps of a document.
   *
   * @param title empty where there is none
   * @param licence empty where none is known
   * @param sourceUri where a person finds it; empty where unknown
   */
  record About(String title, String licence, String sourceUri) {}

  /** Of two by one user about one passage the later one; where there is none the less helpful. */
  Fragment orLater(Fragment other) {
    Comparator<Fragment> order =
        Comparator.comparing(Fragment::said)
            .thenComparingInt(fragment -> -fragment.vote())
            .thenComparing(Fragment::answer)
            .thenComparing(Fragment::question);
    return order.compare(other, this) > 0 ? other : this;
  }

  /** When; long ago where that is none of our times. */
  private Instant said() {
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  /** One line. */
  String line() {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("source", source.name()).put("key", key).put("question", question).put("vote", vote);
    node.set("piece", piece.json());
    if (!uncut.equals(piece.text())) {
      node.put("uncut", uncut);
    }
    node.put("title", about.title()).put("licence", about.licence());
    node.put("sourceUri", about.sourceUri()).put("spoken", spoken);
    node.put("answer", answer).put("time", time).put("who", who);
    return node.toString();
  }

  static Fragment of(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      Piece piece = Piece.of(node.path("piece"));
      return new Fragment(
          Source.valueOf(node.path("source").asText()),
          node.path("key").asText(),
          node.path("question").asText(),
          node.path("vote").asInt(),
          piece,
          node.path("uncut").asText(piece.text()),
          new About(
              node.path("title").asText(),
              node.path("licence").asText(),
              node.path("sourceUri").asText()),
          node.path("spoken").asBoolean(),
          node.path("answer").asText(),
          node.path("time").asText(),
          node.path("who").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line that was written here is no JSON", e);
    }
  }
}
