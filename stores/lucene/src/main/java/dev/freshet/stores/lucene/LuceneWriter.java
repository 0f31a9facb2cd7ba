package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;

/**
 * The writing half. A change is one call of Lucene's: it ends the life before in place and adds the
 * new one, and a reader sees both or neither.
 */
final class LuceneWriter implements PassageWriter {
  private final LuceneIndex index;
  private final Visibility visibility;
  private final PassageDocuments documents;
  private final Unrefreshed<LiveHead> fresh;
  private final Sweep sweep;
  private final Expiries expiries;
  private final StandingPassages standing;
  private final Preparation preparation;
  private final Mending mending;
  private final int dimension;
  private final int era;

  LuceneWriter(
      LuceneIndex index,
      Visibility visibility,
      PassageDocuments documents,
      Unrefreshed<LiveHead> fresh,
      int dimension,
      int era) {
    this.index = index;
    this.visibility = visibility;
    this.documents = documents;
    this.fresh = fresh;
    this.sweep = new Sweep(index);
    this.expiries = new Expiries(documents);
    this.standing = new StandingPassages(documents);
    this.preparation = new Preparation(index, documents);
    this.mending = new Mending(index, documents, preparation, new OpenLives(documents));
    this.dimension = dimension;
    this.era = era;
  }

  @Override
  public PassageWriter session() {
    int now = index.recover();
    return new LuceneWriter(index, visibility, documents, fresh, dimension, now);
  }

  /** What is done to the index of this writer's era, and to no other's. */
  private void during(Runnable task) {
    index.during(
        era,
        () -> {
          task.run();
          return null;
        });
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return index.during(era, () -> live(identity).map(LiveHead::head));
  }

  private Optional<LiveHead> live(DocumentIdentity identity) {
    Optional<LiveHead> recent = fresh.get(identity.key());
    return recent.isPresent() ? recent : index.read(searcher -> LiveHead.find(searcher, identity));
  }

  @Override
  public void prepare(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    document.passages().forEach(this::requireDimension);
    if (Preparation.isLarge(document) && !isApplied(identity, input)) {
      during(() -> preparation.write(identity, version, document, input));
    }
  }

  private boolean isApplied(DocumentIdentity identity, Position input) {
    return live(identity).filter(head -> head.covers(input)).isPresent();
  }

  @Override
  public void discard(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    if (!isApplied(identity, input)) {
      during(() -> preparation.discard(PassageDocuments.life(identity, input)));
    }
  }

  @Override
  public void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    String life = PassageDocuments.life(identity, input);
    if (!preparation.isPrepared(life)) {
      prepare(identity, version, document, input);
    }
    List<Document> block = new ArrayList<>();
    if (!preparation.isPrepared(life)) {
      for (EmbeddedPassage passage : document.passages()) {
        block.add(documents.write(identity, version, document.metadata(), passage, input));
      }
    }
    LiveHead head = LiveHead.of(version, false, input, document.passages().size());
    during(
        () ->
            apply(
                identity,
                head,
                block,
                last -> documents.addExpiry(last, identity, document.metadata(), input),
                input));
    preparation.finished(life);
  }

  private void requireDimension(EmbeddedPassage passage) {
    if (passage.vector().dimension() != dimension) {
      throw new IllegalArgumentException(
          "a vector of " + passage.vector().dimension() + " numbers in a store of " + dimension);
    }
  }

  @Override
  public void delete(DocumentIdentity identity, Version version, Position input) {
    LiveHead head = LiveHead.of(version, true, input, 0);
    during(() -> apply(identity, head, new ArrayList<>(), _ -> {}, input));
  }

  @Override
  public Optional<Position> over(DocumentIdentity identity, Version version) {
    return index.read(searcher -> LiveHead.over(searcher, identity, version));
  }

  @Override
  public List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
    return index.read(searcher -> expiries.find(searcher, input, now, limit));
  }

  @Override
  public void expire(DocumentIdentity identity, Version version) {
    Optional<LiveHead> standing =
        live(identity).filter(h -> h.head().version().equals(version) && !h.head().deleted());
    if (standing.isEmpty()) {
      return;
    }
    LiveHead tombstone = standing.get().expired();
    Term life = new Term(PassageFields.LIFE, tombstone.life(identity));
    during(
        () -> {
          index.run(() -> index.writer().updateDocument(life, tombstone.document(identity)));
          fresh.put(identity.key(), tombstone);
        });
  }

  @Override
  public Map<String, Vector> vectors(DocumentIdentity identity) {
    return index.read(searcher -> standing.vectors(searcher, identity));
  }

  @Override
  public void mend(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    document.passages().forEach(this::requireDimension);
    during(
        () -> {
          live(identity)
              .filter(head -> head.head().version().equals(version) && !head.head().deleted())
              .flatMap(head -> mending.mend(identity, head, document))
              .ifPresent(head -> fresh.put(identity.key(), head));
          index.note(input);
        });
  }

  @Override
  public long removeOrphans(DocumentIdentity identity) {
    return index.during(era, () -> mending.removeOrphans(identity));
  }

  private void apply(
      DocumentIdentity identity,
      LiveHead head,
      List<Document> block,
      Consumer<Document> more,
      Position input) {
    Optional<LiveHead> before = live(identity);
    if (before.isPresent() && before.get().covers(input)) {
      index.note(input);
      return;
    }
    LiveHead over = before.map(head::over).orElse(head);
    Document last = over.document(identity);
    more.accept(last);
    block.add(last);
    index.run(
        () -> {
          write(before.map(b -> b.life(identity)), block, input);
          return null;
        });
    fresh.put(identity.key(), over);
    index.note(input);
    if (fresh.size() >= LuceneIndex.MAX_UNREFRESHED) {
      refresh();
    }
  }

  private void write(Optional<String> ended, List<Document> block, Position input)
      throws IOException {
    if (ended.isEmpty()) {
      index.writer().addDocuments(block);
      return;
    }
    index
        .writer()
        .softUpdateDocuments(
            new Term(PassageFields.LIFE, ended.get()),
            block,
            new NumericDocValuesField(PassageFields.UNTIL, input.offset()),
            new NumericDocValuesField(PassageFields.UNTIL_IN, FilterTerms.code(input.log())));
  }

  @Override
  public void skip(Position input) {
    during(
        () ->
            index.run(
                () -> {
                  index.note(input);
                  return null;
                }));
  }

  @Override
  public void refresh() {
    during(
        () -> {
          index.refresh();
          index.read(
              searcher -> {
                visibility.warm(searcher);
                return null;
              });
        });
  }

  @Override
  public void commit() {
    during(() -> index.commit(""));
  }

  @Override
  public ReadPoint applied() {
    return index.during(era, index::applied);
  }

  @Override
  public long sweep(ReadPoint before) {
    refresh();
    return index.during(era, () -> sweep.run(Offsets.of(before)));
  }

  @Override
  public long sweepTombstones(Instant before) {
    return index.during(era, () -> expiries.forget(index, before));
  }
}
