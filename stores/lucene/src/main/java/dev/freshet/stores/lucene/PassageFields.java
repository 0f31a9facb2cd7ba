package dev.freshet.stores.lucene;

/**
 * The fields of the index.
 *
 * <p>Each version of a document is one life: a block of passages and, after them, one head. All
 * carry the life's name and are ended together. A document without {@link #UNTIL} has not ended.
 */
final class PassageFields {
  /** Term: names one life, {@code document@input partition@since}. */
  static final String LIFE = "life";

  /** Term, of heads: the document's identity. */
  static final String HEAD = "head";

  /** Numeric, of passages: the input offset that brought it. */
  static final String SINCE = "since";

  /** Numeric, of passages: the code of the input partition that brought it. */
  static final String SINCE_IN = "since.in";

  /** Numeric, updated in place: the input offset that ended it. */
  static final String UNTIL = "until";

  /** Numeric, updated in place: the code of the input partition that ended it. */
  static final String UNTIL_IN = "until.in";

  /** Binary, of passages: its key. */
  static final String KEY = "key";

  /** The unit vector. */
  static final String VECTOR = "vector";

  /** The analysed terms. */
  static final String TEXT = "text";

  /** Term, of passages: the document's identity. */
  static final String DOCUMENT = "document";

  /** Term: the tenant. */
  static final String TENANT = "tenant";

  /** Terms: the principals that may read it, or {@link dev.freshet.common.store.Facts#EVERYONE}. */
  static final String ACL = "acl";

  /** Term: the source topic. */
  static final String SOURCE = "source";

  /** Terms: what {@link dev.freshet.common.store.Facts} says of the filterable texts. */
  static final String FACTS = "facts";

  /** Points of two numbers: a field's code and its value. */
  static final String RANGES = "ranges";

  /** Stored, of passages and of heads that expire: the document's identity. */
  static final String IDENTITY = "identity";

  /** Stored: the version's position. */
  static final String VERSION = "version";

  /** Stored: the version's record time, in milliseconds as Kafka has it. */
  static final String PUBLISHED = "published";

  /** Stored: metadata and passage; of heads that expire metadata alone. */
  static final String CONTENT = "content";

  /** Stored, of heads: whether it is a tombstone (1) or not (0). */
  static final String DELETED = "deleted";

  /** Stored, of heads: how many passages the life has. */
  static final String PASSAGES = "passages";

  /** Stored, of heads: the input offset that brought it. */
  static final String BEGAN = "began";

  /** Stored, of heads: the code of the input partition that brought it. */
  static final String BEGAN_IN = "began.in";

  /** Point of two numbers, of heads that expire: {@link #BEGAN_IN} and when. */
  static final String EXPIRES = "expires";

  /** Numeric, of heads that expire: when, in milliseconds. */
  static final String EXPIRES_AT = "expires.at";

  /** Point, of tombstones: when they were written, in milliseconds. */
  static final String BURIED = "buried";

  /** Stored, of heads: the input position that brought it, as a token. */
  static final String BEGAN_AT = "began.at";

  /** Stored, of heads that have one: {@link dev.freshet.common.store.Head#over}, as a token. */
  static final String OVER = "over";

  /** Terms and stored, of marks: the life being written ahead of its head; and an empty term. */
  static final String UNFINISHED = "unfinished";

  private PassageFields() {}
}
