package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Preparation preparation;
  private final int dimension;

  LuceneWriter(
      LuceneIndex index,
      Visibility visibility,
      PassageDocuments documents,
      Unrefreshed<LiveHead> fresh,
      int dimension) {
    this.index = index;
    this.visibility = visibility;
    this.documents = documents;
    this.fresh = fresh;
    this.sweep = new Sweep(index);
    this.preparation = new Preparation(index, documents);
    this.dimension = dimension;
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return live(identity).map(LiveHead::head);
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
      preparation.write(identity, version, document, input);
    }
  }

  private boolean isApplied(DocumentIdentity identity, Position input) {
    return live(identity).filter(head -> head.covers(input)).isPresent();
  }

  @Override
  public void discard(DocumentIdentity identity, Position input) {
    if (!isApplied(identity, input)) {
      preparation.discard(PassageDocuments.life(identity, input));
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
    apply(identity, LiveHead.of(version, false, input, document.passages().size()), block, input);
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
    apply(identity, LiveHead.of(version, true, input, 0), new ArrayList<>(), input);
  }

  private void apply(
      DocumentIdentity identity, LiveHead head, List<Document> block, Position input) {
    Optional<LiveHead> before = live(identity);
    if (before.isPresent() && before.get().covers(input)) {
      index.note(input);
      return;
    }
    LiveHead over = before.map(head::over).orElse(head);
    block.add(over.document(identity));
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
    index.run(
        () -> {
          index.note(input);
          return null;
        });
  }

  @Override
  public void refresh() {
    index.refresh();
    index.read(
        searcher -> {
          visibility.warm(searcher);
          return null;
        });
  }

  @Override
  public void commit() {
    index.commit();
  }

  @Override
  public ReadPoint applied() {
    return index.applied();
  }

  @Override
  public long sweep(ReadPoint before) {
    refresh();
    return sweep.run(Offsets.of(before));
  }
}
