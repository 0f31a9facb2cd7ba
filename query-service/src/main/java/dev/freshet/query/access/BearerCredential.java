package dev.freshet.query.access;

import dev.freshet.query.exchange.Problem;
import java.util.Optional;

/** Takes the credential out of an {@code Authorization} header. */
final class BearerCredential {
  private static final int UNAUTHORISED = 401;
  private static final String EXPIRED = "Expired";

  private static final String SCHEME = "Bearer ";

  /** More than any issuer's token has. */
  private static final int LONGEST = 16_384;

  private BearerCredential() {}

  /**
   * The credential.
   *
   * @throws Problem 401 where there is none
   */
  static String of(Optional<String> authorization) {
    String given =
        authorization.orElseThrow(
            () -> refused("the request has no key: send Authorization: Bearer KEY"));
    if (!given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("the Authorization header is no bearer key: send Bearer KEY");
    }
    String credential = given.substring(SCHEME.length()).strip();
    if (credential.length() > LONGEST) {
      throw refused("the key or token is longer than " + LONGEST + " characters: check it");
    }
    return credential;
  }

  /** That a credential was good once, which nobody guesses. */
  static Problem expired(String detail) {
    return Problem.of(UNAUTHORISED, EXPIRED, detail)
        .with("field", "Authorization")
        .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  /** Whether a problem tells of a credential that never was good. */
  static boolean guessed(Problem problem) {
    return problem.status() == UNAUTHORISED && !problem.title().equals(EXPIRED);
  }

  static Problem refused(String detail) {
    return Problem.of(UNAUTHORISED, "Unauthorised", detail)
        .with("field", "Authorization")
        .withHeader("WWW-Authenticate", "Bearer");
  }
}
