package dev.freshet.client;

import java.util.Optional;

/**
 * Which documents of the catalogue.
 *
 * @param state only those in this state
 * @param containing only those whose id, title or filename contains this
 * @param limit how many a page, 1 to 200
 */
public record DocumentQuery(
    Optional<DocumentState> state, Optional<String> containing, Optional<Integer> limit) {
  /** All, by pages of the service's own size. */
  public static final DocumentQuery ALL =
      new DocumentQuery(Optional.empty(), Optional.empty(), Optional.empty());

  /** The same in this state. */
  public DocumentQuery state(DocumentState wanted) {
    return new DocumentQuery(Optional.of(wanted), containing, limit);
  }

  /** The same whose id, title or filename contains this. */
  public DocumentQuery containing(String text) {
    return new DocumentQuery(state, Optional.of(text), limit);
  }

  /** The same by pages of so many. */
  public DocumentQuery limit(int most) {
    return new DocumentQuery(state, containing, Optional.of(most));
  }

  String path(Optional<String> cursor) {
    return new Parameters(Documents.PATH)
        .add("state", state.map(DocumentState::label))
        .add("q", containing)
        .add("limit", limit)
        .add("cursor", cursor)
        .path();
  }
}
