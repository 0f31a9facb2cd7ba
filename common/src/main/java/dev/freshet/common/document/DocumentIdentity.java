package dev.freshet.common.document;

/**
 * What makes two records versions of one document: the source topic, the tenant and the id.
 *
 * @param source the source topic, without any prefix
 * @param tenant whose document it is
 * @param id the publisher's id
 */
public record DocumentIdentity(String source, Tenant tenant, DocumentId id) {

  /**
   * The Kafka key of the document between the jobs, {@code source/tenant/id}; neither of the first
   * two holds a slash.
   */
  public String key() {
    return source + "/" + tenant.name() + "/" + id.value();
  }

  /**
   * Reads what {@link #key()} wrote.
   *
   * @throws IllegalArgumentException when the text is no such key
   */
  public static DocumentIdentity parse(String key) {
    int first = key.indexOf('/');
    int second = first < 0 ? -1 : key.indexOf('/', first + 1);
    if (second < 0) {
      throw new IllegalArgumentException("not source/tenant/id: " + key);
    }
    return new DocumentIdentity(
        key.substring(0, first),
        new Tenant(key.substring(first + 1, second)),
        new DocumentId(key.substring(second + 1)));
  }

  @Override
  public String toString() {
    return key();
  }
}
