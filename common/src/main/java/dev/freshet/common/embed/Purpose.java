package dev.freshet.common.embed;

/** What a text is embedded for; some models want a prefix that says so. */
public enum Purpose {
  QUERY,
  PASSAGE
}
