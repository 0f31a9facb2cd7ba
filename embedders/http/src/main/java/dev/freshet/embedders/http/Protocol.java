package dev.freshet.embedders.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What two kinds of endpoint differ in. */
interface Protocol {
  /** What it is called in messages and fingerprints. */
  String name();

  /** Added to the base address. */
  String path();

  /** The request's body. */
  JsonNode request(List<String> texts);

  /**
   * The answer's vectors, in the order of the texts, each an array of numbers.
   *
   * @throws Garbage when the answer is of another form
   */
  List<JsonNode> vectors(JsonNode answer, int texts) throws Garbage;
}
