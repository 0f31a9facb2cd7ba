package dev.freshet.common.claim;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.failure.Reason;
import java.nio.file.Path;
import java.time.Instant;

/** The bytes behind references. Safe to use from several threads. */
public interface Claims {

  /** Bytes on this machine's disk until it is closed. */
  interface Fetched extends AutoCloseable {
    /** The file; its bytes are those of the reference, which were compared. */
    Path file();

    @Override
    void close();
  }

  /**
   * Whether a reference may be followed; looks at nothing but the reference.
   *
   * @throws Unclaimable where it points to where claims do not lie, or promises too many bytes
   */
  void check(Claim claim) throws Unclaimable;

  /**
   * Brings the bytes here, and compares their size and SHA-256.
   *
   * @throws Unclaimable where they are missing, are others, or may not be fetched
   * @throws dev.freshet.common.failure.Outage where their place does not answer, or this machine
   *     has no room for them
   */
  Fetched fetch(Claim claim) throws Unclaimable;

  /**
   * The document was deleted: what {@link ClaimDeposit} took in for it goes away, a while later.
   * Returns at once and does not fail with the place away.
   *
   * @param until when it was deleted
   */
  void forget(DocumentIdentity identity, Instant until);

  /** Where nobody configured any: every reference is refused. */
  Claims NONE =
      new Claims() {
        @Override
        public void check(Claim claim) throws Unclaimable {
          throw new Unclaimable(
              Reason.CLAIM_REFUSED,
              "the reference is not followed: name the places it may point to in claim.locations");
        }

        @Override
        public Fetched fetch(Claim claim) throws Unclaimable {
          check(claim);
          throw new IllegalStateException("refused above");
        }

        @Override
        public void forget(DocumentIdentity identity, Instant until) {
          // Nothing was ever taken in.
        }
      };
}
