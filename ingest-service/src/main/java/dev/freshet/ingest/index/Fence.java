package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Stands before the store: lets a version through if it is newer than what the store holds of the
 * document.
 *
 * <p>A version that the store holds already is a replay. It is told again as it was told first, and
 * nothing is written: its passages are a function of the version, so they are there.
 *
 * <p>One fence serves all lanes of a process, whose threads may bring versions of one document at
 * the same time: verdict and write are one step for each document. A large document is written
 * ahead of that step, so that nobody waits for it. Safe to use from several threads.
 */
final class Fence {
  /** So many documents can be written at once; more threads than that there never are. */
  private static final int STRIPES = 256;

  private final PassageWriter writer;
  private final List<Lock> stripes = Stream.generate(Fence::stripe).limit(STRIPES).toList();

  /**
   * @param writer the store, asked for its heads
   */
  Fence(PassageWriter writer) {
    this.writer = writer;
  }

  private static Lock stripe() {
    return new ReentrantLock();
  }

  /** Applies a record, or notes its position alone. */
  Applied apply(FlowRecord<EmbeddedDocument> record, Position input) {
    Origin origin = record.origin();
    if (record.outcome() instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)
        && verdict(origin) == Verdict.NEWER) {
      writer.prepare(origin.identity(), origin.version(), document, input);
    }
    Lock stripe = stripes.get(Math.floorMod(origin.identity().hashCode(), STRIPES));
    stripe.lock();
    try {
      return applyAlone(record, input);
    } finally {
      stripe.unlock();
    }
  }

  private Applied applyAlone(FlowRecord<EmbeddedDocument> record, Position input) {
    return switch (record.outcome()) {
      case Outcome.Content<EmbeddedDocument>(EmbeddedDocument document) ->
          replace(record.origin(), document, input);
      case Outcome.Deleted<EmbeddedDocument> _ -> delete(record.origin(), input);
      case Outcome.Superseded<EmbeddedDocument> _ -> skip(DocumentState.SUPERSEDED, input);
      case Outcome.Deferred<EmbeddedDocument> _ -> skip(DocumentState.DEFERRED, input);
      case Outcome.Dead<EmbeddedDocument>(Failure failure) -> {
        writer.skip(input);
        yield Applied.skipped(DocumentState.DEAD, Optional.of(failure));
      }
    };
  }

  private Applied replace(Origin origin, EmbeddedDocument document, Position input) {
    Verdict verdict = verdict(origin);
    switch (verdict) {
      case NEWER -> writer.replace(origin.identity(), origin.version(), document, input);
      case SAME -> writer.skip(input);
      case OLDER -> {
        writer.discard(origin.identity(), input);
        writer.skip(input);
      }
    }
    int passages = document.passages().size();
    int reused = (int) document.passages().stream().filter(EmbeddedPassage::reused).count();
    return switch (verdict) {
      case NEWER, SAME ->
          new Applied(
              DocumentState.INDEXED,
              true,
              verdict == Verdict.SAME,
              document.metadata(),
              passages,
              passages - reused,
              reused,
              Optional.empty(),
              over(origin));
      case OLDER -> Applied.skipped(DocumentState.SUPERSEDED, Optional.empty());
    };
  }

  private Applied delete(Origin origin, Position input) {
    Verdict verdict = verdict(origin);
    switch (verdict) {
      case NEWER -> writer.delete(origin.identity(), origin.version(), input);
      case SAME, OLDER -> writer.skip(input);
    }
    return switch (verdict) {
      case NEWER, SAME ->
          new Applied(
              DocumentState.DELETED,
              true,
              verdict == Verdict.SAME,
              Metadata.NONE,
              0,
              0,
              0,
              Optional.empty(),
              over(origin));
      case OLDER -> Applied.skipped(DocumentState.SUPERSEDED, Optional.empty());
    };
  }

  private Applied skip(DocumentState state, Position input) {
    writer.skip(input);
    return Applied.skipped(state, Optional.empty());
  }

  private Optional<Position> over(Origin origin) {
    return writer.head(origin.identity()).flatMap(Head::over);
  }

  private enum Verdict {
    NEWER,
    SAME,
    OLDER
  }

  private Verdict verdict(Origin origin) {
    Optional<Head> head = writer.head(origin.identity());
    if (head.isEmpty() || origin.version().supersedes(head.get().version())) {
      return Verdict.NEWER;
    }
    return origin.version().position().equals(head.get().version().position())
        ? Verdict.SAME
        : Verdict.OLDER;
  }
}
