package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Stands before the store: lets a version through if it is newer than what the store holds of the
 * document.
 *
 * <p>A version that the store holds already is a replay. It is told again as it was told first, and
 * nothing is written: its passages are a function of the version, so they are there.
 *
 * <p>Content whose time is over is a deletion, whenever it comes: it leaves a tombstone of its
 * version and does not come back, however often it is read again.
 *
 * <p>The lanes of a process may bring versions of one document at the same time, each with a fence
 * of its own: by the {@link Stripes} they share, verdict and write are one step for each document.
 * Where the lanes run in several processes, the store refuses the one that came second, and it
 * meets the fence again. A large document is written ahead of that step, so that nobody waits for
 * it. Safe to use from several threads.
 */
final class Fence {
  private final PassageWriter writer;
  private final InstantSource clock;
  private final Stripes stripes;

  /**
   * @param writer the store, asked for its heads
   * @param stripes shared by all fences of a process
   * @param clock tells what has expired
   */
  Fence(PassageWriter writer, Stripes stripes, InstantSource clock) {
    this.writer = writer;
    this.stripes = stripes;
    this.clock = clock;
  }

  /** Applies a record, or notes its position alone. */
  Applied apply(FlowRecord<EmbeddedDocument> record, Position input) {
    Origin origin = record.origin();
    if (record.outcome() instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)
        && !document.metadata().expiredBy(clock.instant())
        && verdict(origin) == Verdict.NEWER) {
      writer.prepare(origin.identity(), origin.version(), document, input);
    }
    Lock stripe = stripes.of(origin.identity());
    stripe.lock();
    try {
      return applyAlone(record, input);
    } finally {
      stripe.unlock();
    }
  }

  /**
   * Applies a record whose document the store was found to hold wrongly: first passages go that no
   * head accounts for, then the version that stands is written anew; any other comes as it always
   * does.
   */
  Applied mend(FlowRecord<EmbeddedDocument> record, Position input) {
    Origin origin = record.origin();
    Lock stripe = stripes.of(origin.identity());
    stripe.lock();
    try {
      writer.removeOrphans(origin.identity());
      if (record.outcome() instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)
          && !document.metadata().expiredBy(clock.instant())
          && verdict(origin) == Verdict.SAME
          && stands(origin.identity(), origin.version())) {
        writer.mend(origin.identity(), origin.version(), document, input);
      }
      return applyAlone(record, input);
    } finally {
      stripe.unlock();
    }
  }

  private Applied applyAlone(FlowRecord<EmbeddedDocument> record, Position input) {
    return switch (record.outcome()) {
      case Outcome.Content<EmbeddedDocument>(EmbeddedDocument document) ->
          document.metadata().expiredBy(clock.instant())
              ? expire(record.origin(), document, input)
              : replace(record.origin(), document, input);
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
    if (verdict == Verdict.SAME && !stands(origin.identity(), origin.version())) {
      // It expired before, by a clock that was ahead of this one: what was told stays told.
      writer.again(origin.identity(), input);
      return Applied.gone(document.metadata(), true, true, over(origin));
    }
    switch (verdict) {
      case NEWER -> writer.replace(origin.identity(), origin.version(), document, input);
      case SAME -> writer.again(origin.identity(), input);
      case OLDER -> {
        writer.discard(origin.identity(), origin.version(), document, input);
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
              document.notices(),
              document.signals(),
              document.sketch(),
              over(origin));
      case OLDER -> overtaken(origin);
    };
  }

  /** Whether this version is the document's newest, and no tombstone. */
  boolean stands(DocumentIdentity identity, Version version) {
    return writer
        .head(identity)
        .filter(head -> head.version().equals(version) && !head.deleted())
        .isPresent();
  }

  /** Removes a version whose time is over, if it still stands. */
  void remove(DocumentIdentity identity, Version version) {
    Lock stripe = stripes.of(identity);
    stripe.lock();
    try {
      writer.expire(identity, version);
    } finally {
      stripe.unlock();
    }
  }

  private Applied expire(Origin origin, EmbeddedDocument document, Position input) {
    Metadata metadata = document.metadata();
    return switch (verdict(origin)) {
      case NEWER -> {
        // Its time may have come while its passages were written ahead.
        writer.discard(origin.identity(), origin.version(), document, input);
        writer.delete(origin.identity(), origin.version(), input);
        yield Applied.gone(metadata, true, false, over(origin));
      }
      case SAME -> {
        writer.expire(origin.identity(), origin.version());
        writer.again(origin.identity(), input);
        yield Applied.gone(metadata, true, true, over(origin));
      }
      case OLDER -> {
        writer.discard(origin.identity(), origin.version(), document, input);
        writer.skip(input);
        yield overtaken(origin);
      }
    };
  }

  private Applied delete(Origin origin, Position input) {
    Verdict verdict = verdict(origin);
    switch (verdict) {
      case NEWER -> writer.delete(origin.identity(), origin.version(), input);
      case SAME -> writer.again(origin.identity(), input);
      case OLDER -> writer.skip(input);
    }
    return switch (verdict) {
      case NEWER, SAME -> Applied.gone(Metadata.NONE, true, verdict == Verdict.SAME, over(origin));
      case OLDER -> overtaken(origin);
    };
  }

  /** Notes the position of a record that is about no known document. */
  void pass(Position input) {
    writer.skip(input);
  }

  private Applied skip(DocumentState state, Position input) {
    writer.skip(input);
    return Applied.skipped(state, Optional.empty());
  }

  /** It may have stood before a kill, and readers may see it for the moment that it did. */
  private Applied overtaken(Origin origin) {
    return Applied.superseded(writer.over(origin.identity(), origin.version()));
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
