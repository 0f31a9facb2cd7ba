package dev.freshet.common.store;

/** A field has more different values than are counted. */
public final class TooManyValues extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field which
   */
  public TooManyValues(String field) {
    super(
        "field \""
            + field
            + "\" has more than "
            + FacetQuery.MAX_VALUES
            + " different values among these documents",
        null,
        false,
        false);
    this.field = field;
  }

  /** Which field. */
  public String field() {
    return field;
  }
}
