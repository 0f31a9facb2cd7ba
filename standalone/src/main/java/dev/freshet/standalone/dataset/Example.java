package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import java.util.List;

/**
 * One question and what answers it.
 *
 * @param id of question and passage, the same in every build
 * @param about the positive's document
 * @param negatives passages that do not answer it, of the same side; may be empty
 * @param spoken whether a person could ask so
 * @param answer as a user gave it; empty: none did
 */
record Example(
    String id,
    String question,
    Piece positive,
    Fragment.About about,
    List<Piece> negatives,
    Source source,
    boolean spoken,
    String answer) {
  Example {
    negatives = List.copyOf(negatives);
  }

  /** As a pair. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("question", question);
    node.set("positive", positive.json());
    var list = node.putArray("negatives");
    negatives.forEach(negative -> list.add(negative.json()));
    node.put("source", source.label()).put("licence", about.licence());
    node.put("sourceUri", about.sourceUri());
    return node;
  }

  /** All that a person wrote of it, for the rules that look for personal data. */
  String everything() {
    return String.join(
        "\n",
        question,
        positive.text(),
        positive.document(),
        about.title(),
        about.sourceUri(),
        about.licence(),
        answer);
  }
}
