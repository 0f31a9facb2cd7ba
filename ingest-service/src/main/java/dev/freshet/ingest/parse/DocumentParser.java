package dev.freshet.ingest.parse;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Tenant;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file into blocks. Safe to use from several threads. */
public interface DocumentParser extends AutoCloseable {

  /**
   * Reads one file; blocks until it is read or has failed, at most the parser's deadline and the
   * wait for a free child.
   *
   * @param metadata what the publisher said; filename and content type are hints, not facts
   * @param file the bytes; not changed, and not kept
   * @param lane live files go before bulk ones; slow ones have processes and a deadline of their
   *     own
   * @throws dev.freshet.common.failure.Outage when no parser can be had now, whatever the file
   */
  ParseResult parse(Metadata metadata, byte[] file, Lane lane);

  /**
   * Reads one file on this machine's disk, in the same way.
   *
   * @param tenant whose file
   * @param claim what its bytes are
   * @param file not changed until this returns
   * @throws dev.freshet.common.failure.Outage when no parser can be had now, whatever the file
   */
  ParseResult parse(Metadata metadata, Tenant tenant, Claim claim, Path file, Lane lane);

  /**
   * What the bytes of a reference were read into before, for the same tenant; empty where that is
   * not known.
   */
  Optional<ParseResult> known(Metadata metadata, Tenant tenant, Claim claim);

  /** How many files can be read at once in a lane. */
  int callers(Lane lane);

  @Override
  void close();
}
