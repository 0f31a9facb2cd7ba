package dev.freshet.stores.qdrant;

/**
 * The names of what a point carries besides its vectors. Those that filters ask for are indexed;
 * the rest is there to be given back, and to be read by whoever looks at the collection.
 */
final class PayloadFields {
  /** Indexed as Qdrant's tenant: whose document. */
  static final String TENANT = "tenant";

  /** Indexed: the source topic. */
  static final String SOURCE = "source";

  /** Indexed: the document's identity, whole. */
  static final String DOCUMENT = "document";

  /** Indexed: the terms of those that may read it. */
  static final String READERS = "readers";

  /** Indexed: {@link dev.freshet.common.store.Facts#of}. */
  static final String FACTS = "facts";

  /** Objects of {@link #RANGE_FIELD} and {@link #RANGE_VALUE}, both indexed. */
  static final String RANGES = "ranges";

  static final String RANGE_FIELD = "field";
  static final String RANGE_VALUE = "value";

  /** Indexed: the input offset that brought it. */
  static final String SINCE = "since";

  /** Indexed: the input partition that brought it. */
  static final String SINCE_IN = "since_in";

  /** Indexed, of what has ended: the input offset that ended it. */
  static final String UNTIL = "until";

  /** Indexed, of what has ended: the input partition that ended it. */
  static final String UNTIL_IN = "until_in";

  /** Indexed: when it expires, in milliseconds. */
  static final String EXPIRES_AT = "expiresAt";

  /** Indexed, of tombstones: when they were written, in milliseconds. */
  static final String BURIED = "buried";

  /** Indexed, of the collection of heads: {@link #HEAD} or {@link #MARK}. */
  static final String KIND = "kind";

  /** A document's newest version. */
  static final String HEAD = "head";

  /** How far an input partition is applied. */
  static final String MARK = "mark";

  /** Indexed, of marks: the last offset applied. */
  static final String OFFSET = "offset";

  static final String VERSION = "version";
  static final String VERSION_AT = "versionAt";
  static final String DELETED = "deleted";
  static final String PASSAGES = "passages";
  static final String OVER = "over";

  /** Of heads: the version before, its time, its passages, and the position that brought it. */
  static final String FORMER = "former";

  static final String FORMER_AT = "formerAt";
  static final String FORMER_PASSAGES = "formerPassages";
  static final String FORMER_SINCE = "formerSince";

  static final String IDENTITY = "identity";

  /** Indexed: its place in the document; that of place 0 stands for the document. */
  static final String ORDINAL = "ordinal";

  static final String HEADINGS = "headings";
  static final String PAGE = "page";
  static final String TEXT = "text";
  static final String TOKENS = "tokens";

  static final String TITLE = "title";
  static final String FILENAME = "filename";
  static final String CONTENT_TYPE = "contentType";
  static final String SOURCE_URI = "sourceUri";
  static final String PUBLISHED_AT = "publishedAt";
  static final String ACL = "acl";
  static final String META = "meta";
  static final String AUTHOR = "author";
  static final String CREATED_AT = "createdAt";
  static final String MODIFIED_AT = "modifiedAt";
  static final String BYTES = "bytes";

  private PayloadFields() {}
}
