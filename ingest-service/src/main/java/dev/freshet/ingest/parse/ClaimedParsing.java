package dev.freshet.ingest.parse;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.ClaimHeader;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Published;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.OutageRetry;
import java.util.Optional;

/**
 * Records that refer to their bytes. A fast lane never fetches: what is not known from before goes
 * to the slow lane, so that neither a large file nor a place that does not answer holds up a
 * document that carries its own bytes.
 */
final class ClaimedParsing {
  private final Lane lane;
  private final OutageRetry retry;
  private final DocumentParser parser;
  private final Claims claims;

  ClaimedParsing(Lane lane, OutageRetry retry, DocumentParser parser, Claims claims) {
    this.lane = lane;
    this.retry = retry;
    this.parser = parser;
    this.claims = claims;
  }

  /** Whether a record refers to its bytes. */
  static boolean refers(Incoming record) {
    return record.headers().lastHeader(HeaderNames.CLAIM) != null;
  }

  /** What became of the file; empty where the slow lane has to see to it. */
  Optional<ParseResult> read(Published published, Incoming record) {
    try {
      Claim claim = claim(record);
      claims.check(claim);
      Optional<ParseResult> known = parser.known(published.metadata(), published.tenant(), claim);
      return known.isPresent() || lane != Lane.SLOW
          ? known
          : Optional.of(fetchAndParse(published, claim));
    } catch (IllegalArgumentException e) {
      return failed(new Failure(Stage.PARSE, Reason.BAD_HEADER, e.getMessage()));
    } catch (Unclaimable e) {
      return failed(e.failure());
    }
  }

  /** A record says one thing: bytes of its own, a deletion, or a reference. */
  private static Claim claim(Incoming record) {
    String header = "header " + HeaderNames.CLAIM;
    if (record.value() == null) {
      throw new IllegalArgumentException(
          header + " stands on a null value, which deletes: give an empty value, or no reference");
    }
    if (record.size() > 0) {
      throw new IllegalArgumentException(
          header
              + " stands on a value of "
              + record.size()
              + " bytes: give an empty value, or no reference");
    }
    return ClaimHeader.read(record.headers())
        .orElseThrow(() -> new IllegalArgumentException(header + " is empty: give a reference"));
  }

  private ParseResult fetchAndParse(Published published, Claim claim) {
    try {
      return retry.call(() -> attempt(published, claim));
    } catch (Refused e) {
      throw new IllegalStateException("a parser says Failed instead of refusing", e);
    }
  }

  private ParseResult attempt(Published published, Claim claim) {
    try (Claims.Fetched fetched = claims.fetch(claim)) {
      return parser.parse(published.metadata(), published.tenant(), claim, fetched.file(), lane);
    } catch (Unclaimable e) {
      return new ParseResult.Failed(e.failure());
    }
  }

  private static Optional<ParseResult> failed(Failure failure) {
    return Optional.of(new ParseResult.Failed(failure));
  }
}
