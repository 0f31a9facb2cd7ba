package dev.freshet.client;

import java.util.Optional;

/** The places of documents. */
final class Documents {
  static final String PATH = "/v1/documents";

  private Documents() {}

  /**
   * @throws IllegalArgumentException for an id that no path can carry
   */
  static String path(String id, Optional<String> source) {
    if (id.isEmpty() || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException("\"" + id + "\" cannot be a document's id in a path");
    }
    return new Parameters(PATH + "/" + Call.encoded(id)).add("source", source).path();
  }
}
