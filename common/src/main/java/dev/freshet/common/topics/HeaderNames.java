package dev.freshet.common.topics;

import java.util.List;
import java.util.Set;

/** The names of record headers. Values are UTF-8. */
public final class HeaderNames {
  /** What a publisher may say. */
  public static final String CONTENT_TYPE = "content-type";

  public static final String FILENAME = "filename";
  public static final String TITLE = "title";
  public static final String SOURCE_URI = "source-uri";
  public static final String PUBLISHED_AT = "published-at";
  public static final String EXPIRES_AT = "expires-at";
  public static final String TENANT = "tenant";
  public static final String ACL = "acl";

  /** Prefix of the publisher's own fields. */
  public static final String META = "meta.";

  public static final String TRACEPARENT = "traceparent";

  /**
   * On a record without a value of its own: where its bytes lie, {@code {"uri", "size", "sha256"}}
   * as JSON. See docs/claim-check.md.
   */
  public static final String CLAIM = "freshet-claim";

  /** The publisher's headers that HTTP carries with the prefix {@link #HTTP}. */
  public static final List<String> OVER_HTTP =
      List.of(FILENAME, TITLE, SOURCE_URI, PUBLISHED_AT, EXPIRES_AT, ACL);

  /** Prefix over HTTP. */
  public static final String HTTP = "Freshet-";

  public static final String CE_SUBJECT = "ce_subject";
  public static final String CE_SOURCE = "ce_source";
  public static final String CE_TIME = "ce_time";

  /** Between the jobs: Protobuf {@code Origin}. */
  public static final String ORIGIN = "freshet-origin";

  /**
   * Between the jobs: {@code content}, {@code deleted}, {@code superseded}, {@code deferred} or
   * {@code dead}.
   */
  public static final String OUTCOME = "freshet-outcome";

  /** How the names of the next ones begin. */
  public static final String ERROR = "freshet-error-";

  /** On dead letters, and between the jobs behind a dead document. */
  public static final String ERROR_STAGE = "freshet-error-stage";

  public static final String ERROR_REASON = "freshet-error-reason";
  public static final String ERROR_MESSAGE = "freshet-error-message";
  public static final String ERROR_ATTEMPT = "freshet-error-attempt";
  public static final String ERROR_POSITION = "freshet-error-position";
  public static final String ERROR_TIME = "freshet-error-time";

  /** On dead letters: the Kafka time of the record as published, RFC 3339. */
  public static final String ERROR_SOURCE_TIME = "freshet-error-source-time";

  /**
   * On {@code documents.slow}, beside the original headers: the position in the source topic that
   * is the document's version, such as {@code documents-0@41}.
   */
  public static final String SOURCE_POSITION = "freshet-source-position";

  /** On {@code documents.slow}: the Kafka time of the original record, RFC 3339. */
  public static final String SOURCE_TIME = "freshet-source-time";

  /**
   * On {@code documents.slow}, and on what is parsed from there: which attempt this is, from 2; the
   * first was the fast lane's.
   */
  public static final String ATTEMPT = "freshet-attempt";

  /**
   * On {@code documents.slow}, of what a fast lane put there itself, in the order of its source
   * partition: the lane's label. Absent of what was put there later, by a replay.
   */
  public static final String DEFERRED_BY = "freshet-deferred-by";

  /**
   * On {@code parsed}: positions of older versions that were left out for this one, separated by
   * commas. They are read again where this one dies.
   */
  public static final String LEFT_OUT = "freshet-left-out";

  /**
   * On {@code embedded.<generation>}, of a record that is read there once more because the store
   * was found to hold something else of its document: {@code true}.
   */
  public static final String MEND = "freshet-mend";

  /** Headers a publisher may send, the fields of his own aside. */
  static final Set<String> PUBLISHED =
      Set.of(
          CONTENT_TYPE,
          FILENAME,
          TITLE,
          SOURCE_URI,
          PUBLISHED_AT,
          EXPIRES_AT,
          TENANT,
          ACL,
          TRACEPARENT,
          CE_SUBJECT,
          CE_SOURCE,
          CE_TIME);

  private HeaderNames() {}
}
