package dev.freshet.client;

import java.time.Duration;
import java.util.Optional;

/** The service refused a call, with a problem document of RFC 9457. */
public final class FreshetProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String title;
  private final String detail;
  private final String field;
  private final long retryAfterSeconds;

  FreshetProblem(
      int status,
      String type,
      String title,
      String detail,
      String field,
      Optional<Duration> retryAfter) {
    super(status + " " + title + ": " + detail);
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.field = field;
    this.retryAfterSeconds = retryAfter.map(Duration::toSeconds).orElse(-1L);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The kind of problem as a URN, such as {@code urn:freshet:problem:bad-request}. */
  public String type() {
    return type;
  }

  /** The kind of problem in a word or two. */
  public String title() {
    return title;
  }

  /** For a person: what is wrong and what to do. */
  public String detail() {
    return detail;
  }

  /** The field or header that is wrong; empty where the problem is with none. */
  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  /** After how long the service asks to be asked again; empty where it says nothing. */
  public Optional<Duration> retryAfter() {
    return retryAfterSeconds < 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(retryAfterSeconds));
  }
}
