package dev.freshet.ingest.parse;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.blocks.Content;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads files in child processes, one file at a time in each: whatever a file does, it does to its
 * child. A child that hangs, dies or runs out of memory is replaced, and the file has a named
 * reason. Children start in the background; the constructor does not wait. The slow lane has
 * children of its own, which start when they are needed and end with their file: at rest it takes
 * no memory. A file that was read before needs no child: {@link ParseMemo}.
 */
public final class ParserPool implements DocumentParser {
  /** Exit code of a JVM under -XX:+ExitOnOutOfMemoryError. */
  private static final int OUT_OF_MEMORY = 3;

  private final ParseMemo memo;
  private final Readers fast;
  private final Readers slow;
  private final ParsedDocumentCodec codec = new ParsedDocumentCodec();

  /** The children of one kind of lane. */
  private record Readers(ParserSettings settings, String deadlineKey, ChildCrew crew) {}

  /**
   * @param settings how many children, and what they may
   * @param telemetry counts children replaced
   */
  public ParserPool(ParserSettings settings, Telemetry telemetry) {
    this.memo = new ParseMemo(settings.memo(), () -> ReaderVersion.of(settings.classPath()));
    this.fast =
        new Readers(
            settings,
            ParserSettings.DEADLINE.key(),
            new ChildCrew(settings, telemetry, ChildCrew.Start.AHEAD));
    this.slow =
        new Readers(
            settings.slow(),
            ParserSettings.SLOW_DEADLINE.key(),
            new ChildCrew(settings.slow(), telemetry, ChildCrew.Start.ON_DEMAND));
    telemetry.parserChildren("fast", fast.crew(), ChildCrew::alive, ChildCrew::busy);
    telemetry.parserChildren("slow", slow.crew(), ChildCrew::alive, ChildCrew::busy);
  }

  @Override
  public ParseResult parse(Metadata metadata, byte[] file, Lane lane) {
    Readers readers = readers(lane);
    ParserSettings settings = readers.settings();
    if (file.length == 0) {
      return failed(Reason.EMPTY, "the file has no bytes");
    }
    if (file.length > settings.maxFile()) {
      return failed(
          Reason.TOO_LARGE,
          "the file has "
              + file.length
              + " bytes; "
              + ParserSettings.MAX_FILE.key()
              + " allows "
              + settings.maxFile());
    }
    String key = memo.key(metadata, file, settings.limits());
    return memo.find(key)
        .map(known -> parsed(metadata, file.length, known, true))
        .orElseGet(() -> read(metadata, new Content.Held(file), lane, key));
  }

  @Override
  public ParseResult parse(Metadata metadata, Tenant tenant, Claim claim, Path file, Lane lane) {
    String key = memo.key(metadata, tenant, claim, readers(lane).settings().limits());
    return read(metadata, new Content.OnDisk(file.toAbsolutePath(), claim.size()), lane, key);
  }

  @Override
  public Optional<ParseResult> known(Metadata metadata, Tenant tenant, Claim claim) {
    return memo.find(memo.key(metadata, tenant, claim, fast.settings().limits()))
        .map(known -> parsed(metadata, claim.size(), known, true));
  }

  private ParseResult read(Metadata metadata, Content file, Lane lane, String key) {
    Readers readers = readers(lane);
    Optional<ParseResult> result = attempt(readers, metadata, file, lane, key, false);
    return result.isPresent()
        ? result.get()
        : attempt(readers, metadata, file, lane, key, true).orElseThrow();
  }

  /** Empty where the child died, and perhaps of a file before: this one deserves another child. */
  private Optional<ParseResult> attempt(
      Readers readers, Metadata metadata, Content file, Lane lane, String key, boolean lastChance) {
    ParserSettings settings = readers.settings();
    ParserChildProcess child = readers.crew().take(lane);
    try {
      Reply reply =
          child.ask(
              request(metadata, file, settings),
              file,
              settings.deadline(),
              () -> fast.crew().busy() + slow.crew().busy());
      ParseResult result = result(metadata, file.size(), reply, key);
      readers.crew().giveBack(child);
      return Optional.of(result);
    } catch (ParserChildProcess.Died e) {
      ParseResult failed = died(readers, child, e);
      boolean itsOwnDoing = e.late || child.documents() == 1;
      return itsOwnDoing || lastChance ? Optional.of(failed) : Optional.empty();
    }
  }

  private Readers readers(Lane lane) {
    return switch (lane) {
      case LIVE, BULK -> fast;
      case SLOW -> slow;
    };
  }

  private static Request request(Metadata metadata, Content file, ParserSettings settings) {
    return Request.newBuilder()
        .setFilename(metadata.filename())
        .setContentType(metadata.contentType())
        .setFileBytes(file.size())
        .setPath(file instanceof Content.OnDisk(Path path, _) ? path.toString() : "")
        .setLimits(
            dev.freshet.ingest.parse.child.wire.Limits.newBuilder()
                .setCharacters(settings.limits().characters())
                .setBlocks(settings.limits().blocks())
                .setEmbeddedDocuments(settings.limits().embeddedDocuments())
                .setDepth(settings.limits().depth())
                .setUnpackedBytes(settings.limits().unpackedBytes()))
        .build();
  }

  /** What a child says that a file may have taken over is not trusted to make sense. */
  private ParseResult result(Metadata metadata, long bytes, Reply reply, String key)
      throws ParserChildProcess.Died {
    try {
      return switch (reply.getOutcomeCase()) {
        case PARSED -> {
          byte[] wire = reply.getParsed().toByteArray();
          ParseResult result = parsed(metadata, bytes, codec.decode(wire), false);
          memo.keep(key, wire);
          yield result;
        }
        case FAILED ->
            failed(Reason.of(reply.getFailed().getReason()), reply.getFailed().getMessage());
        case OUTCOME_NOT_SET -> throw new IllegalArgumentException("a reply without an outcome");
      };
    } catch (IllegalArgumentException e) {
      throw new ParserChildProcess.Died(false, new IOException("its reply makes no sense", e));
    }
  }

  /** What the file says, completed by what its publisher says. */
  private static ParseResult parsed(
      Metadata metadata, long bytes, ParsedDocument found, boolean spared) {
    Metadata said = found.metadata();
    Metadata completed =
        metadata
            .withTitleIfAbsent(said.title())
            .withContentType(said.contentType())
            .withFile(said.author(), said.createdAt(), said.modifiedAt())
            .withBytes(bytes);
    return new ParseResult.Parsed(found.withMetadata(completed), spared);
  }

  private static ParseResult died(
      Readers readers, ParserChildProcess child, ParserChildProcess.Died death) {
    ParserSettings settings = readers.settings();
    Optional<Integer> exit = readers.crew().bury(child, death.late);
    if (exit.isEmpty()) {
      throw new Outage("parser", "it was closed while it read a file", death);
    }
    if (death.late) {
      return failed(
          Reason.TIMEOUT,
          "the parser was stopped: the file took longer than "
              + settings.deadline().toMillis()
              + " ms ("
              + readers.deadlineKey()
              + ")");
    }
    if (exit.get() == OUT_OF_MEMORY) {
      return failed(
          Reason.OUT_OF_MEMORY,
          "the parser ran out of memory; "
              + ParserSettings.CHILD_MEMORY.key()
              + " gives it "
              + settings.childMemory()
              + " bytes");
    }
    return failed(Reason.CRASH, "the parser's process ended with exit code " + exit.get());
  }

  private static ParseResult failed(Reason reason, String message) {
    return new ParseResult.Failed(new Failure(Stage.PARSE, reason, message));
  }

  /** Starts the children now instead of with the first file: for when nothing else is pressing. */
  public void warm() {
    fast.crew().warm();
  }

  @Override
  public int callers(Lane lane) {
    ParserSettings settings = readers(lane).settings();
    return settings.children() + settings.spareChildren();
  }

  /** Kills the children and removes their folders; files being read end in an outage. */
  @Override
  public void close() {
    fast.crew().close();
    slow.crew().close();
    memo.close();
  }
}
