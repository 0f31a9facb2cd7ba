package dev.freshet.standalone.dataset;

import java.util.Locale;

/** Why something is not in a dataset. */
enum Drop {
  /** A document that was deleted. */
  DELETED,
  /** A document whose time is over. */
  EXPIRED,
  /** A document that none of the principals may read, or that a newer version withholds. */
  NOT_PERMITTED,
  /** A document that got a newer version while it was read, or whose newest is not embedded. */
  CHANGED_MEANWHILE,
  /** A record that is none of ours. */
  UNREADABLE,
  /** A query that was not answered, or whose text is not recorded, or of several texts. */
  QUERY_UNKNOWN,
  /** A query that was given nothing whose place is recorded. */
  NOTHING_GIVEN,
  /** A judgement of a query that is not recorded, or that another tenant asked. */
  NO_SUCH_QUERY,
  /** A judgement of a document that the query was not given. */
  NOT_GIVEN,
  /** What was given is no longer the version that stands. */
  SUPERSEDED,
  /** What was given is deleted, expired or not permitted. */
  GONE,
  /** A passage that as many found helpful as not. */
  UNDECIDED,
  /** A question of which no passage is known that answers it. */
  NO_POSITIVE,
  /** A question or passage of too few words. */
  TOO_SHORT,
  /** A question of too many characters. */
  TOO_LONG,
  /** An example in which the rules find personal data. */
  PERSONAL_DATA,
  /** A question that is there, from a source that counts for more or as much. */
  DUPLICATE,
  /** A question that is nearly one that is there. */
  NEAR_DUPLICATE,
  /** An example for training whose question or passage is, nearly, one of the test. */
  IN_TEST,
  /** An example beyond the most that a dataset holds. */
  BEYOND_LIMIT;

  /** The name in the manifest. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
