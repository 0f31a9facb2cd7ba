package dev.freshet.ingest.fakes;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.DocumentParser;
import dev.freshet.ingest.parse.ParseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One paragraph a line; a file that begins with {@code broken} is corrupt, one with {@code known}
 * counts as remembered. One that begins with {@code slow} outruns a fast lane's deadline, one that
 * begins with {@code late} the slow lane's too; one that begins with {@code hang} waits.
 */
public final class FakeParser implements DocumentParser {
  /** So many calls end in an outage. */
  public final AtomicInteger outages = new AtomicInteger();

  /** A file that begins with {@code hang} is not read before this is open. */
  public final CountDownLatch hanging = new CountDownLatch(1);

  /** The slow lane's files wait for this; open unless a test closes it. */
  public volatile CountDownLatch slowGate = new CountDownLatch(0);

  public final AtomicInteger files = new AtomicInteger();

  @Override
  public ParseResult parse(Metadata metadata, byte[] file, Lane lane) {
    if (outages.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new Outage("parser", "is away", null);
    }
    files.incrementAndGet();
    String text = new String(file, StandardCharsets.UTF_8);
    if (lane == Lane.SLOW) {
      awaitSlowGate();
    }
    if (text.startsWith("late") || (text.startsWith("slow") && lane != Lane.SLOW)) {
      return new ParseResult.Failed(new Failure(Stage.PARSE, Reason.TIMEOUT, "took too long"));
    }
    if (text.startsWith("hang")) {
      awaitRelease();
    }
    if (text.startsWith("broken")) {
      return new ParseResult.Failed(new Failure(Stage.PARSE, Reason.CORRUPT, "the file is broken"));
    }
    List<Block> blocks = text.lines().map(line -> (Block) new Block.Paragraph(line)).toList();
    return new ParseResult.Parsed(
        new ParsedDocument(metadata, blocks, List.of()), text.startsWith("known"));
  }

  /** Claims whose bytes count as remembered: by their sums. */
  public final Set<String> known = ConcurrentHashMap.newKeySet();

  @Override
  public ParseResult parse(Metadata metadata, Tenant tenant, Claim claim, Path file, Lane lane) {
    try {
      return parse(metadata.withBytes(claim.size()), Files.readAllBytes(file), lane);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<ParseResult> known(Metadata metadata, Tenant tenant, Claim claim) {
    return known.contains(claim.sha256())
        ? Optional.of(
            new ParseResult.Parsed(
                new ParsedDocument(metadata, List.of(new Block.Paragraph("remembered")), List.of()),
                true))
        : Optional.empty();
  }

  private void awaitRelease() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("parser", "interrupted", e);
    }
  }

  private void awaitSlowGate() {
    try {
      slowGate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("parser", "was interrupted", e);
    }
  }

  @Override
  public int callers(Lane lane) {
    return 2;
  }

  @Override
  public void close() {}
}
