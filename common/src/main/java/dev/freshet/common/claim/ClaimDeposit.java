package dev.freshet.common.claim;

import dev.freshet.common.document.DocumentIdentity;
import java.io.InputStream;

/** Takes in bytes that are too many for a record. Safe to use from several threads. */
public interface ClaimDeposit {

  /** How many bytes one document may have. */
  long maxBytes();

  /**
   * Keeps bytes for a document, durably.
   *
   * @param identity whose bytes; they are forgotten with it
   * @param body read to its end, which comes after at least 1 byte; not closed
   * @return the reference to them
   * @throws java.io.UncheckedIOException when the body breaks off; nothing is kept then
   * @throws dev.freshet.common.failure.Outage when they cannot be kept now
   */
  Claim deposit(DocumentIdentity identity, InputStream body);
}
