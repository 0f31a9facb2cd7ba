package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.Head;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/**
 * The head of a document's life that has not ended.
 *
 * @param head what the port tells
 * @param partitionCode the code of the input partition that began this life
 * @param input the position that began it; empty of one written before this was kept
 */
record LiveHead(Head head, long partitionCode, Optional<Position> input) {

  static LiveHead of(Version version, boolean deleted, Position input, int passages) {
    return new LiveHead(
        new Head(version, deleted, input.offset(), passages),
        FilterTerms.code(input.log()),
        Optional.of(input));
  }

  /** This, over the life before it. */
  LiveHead over(LiveHead before) {
    if (input.isEmpty() || before.input().isEmpty()) {
      return this;
    }
    Head over = head.over(before.head(), before.input().get(), input.get().log());
    return new LiveHead(over, partitionCode, input);
  }

  /** The tombstone that takes this one's place, in the same life. */
  LiveHead expired() {
    return new LiveHead(new Head(head.version(), true, head.since(), 0), partitionCode, input);
  }

  /** The life's name. */
  String life(DocumentIdentity identity) {
    return PassageDocuments.life(identity, partitionCode, head.since());
  }

  /** Whether a change at this position is behind it already, so that it comes again. */
  boolean covers(Position input) {
    return partitionCode == FilterTerms.code(input.log()) && input.offset() <= head.since();
  }

  Document document(DocumentIdentity identity) {
    Document doc = new Document();
    doc.add(new StringField(PassageFields.LIFE, life(identity), Field.Store.YES));
    doc.add(new StringField(PassageFields.HEAD, identity.key(), Field.Store.NO));
    doc.add(new StoredField(PassageFields.VERSION, head.version().position().token()));
    doc.add(new StoredField(PassageFields.PUBLISHED, head.version().publishedAt().toEpochMilli()));
    doc.add(new StoredField(PassageFields.DELETED, head.deleted() ? 1 : 0));
    doc.add(new StoredField(PassageFields.PASSAGES, head.passages()));
    doc.add(new StoredField(PassageFields.BEGAN, head.since()));
    doc.add(new StoredField(PassageFields.BEGAN_IN, partitionCode));
    if (head.deleted()) {
      doc.add(new LongPoint(PassageFields.BURIED, System.currentTimeMillis()));
    }
    input.ifPresent(at -> doc.add(new StoredField(PassageFields.BEGAN_AT, at.token())));
    head.over().ifPresent(at -> doc.add(new StoredField(PassageFields.OVER, at.token())));
    doc.add(PassageDocuments.noText());
    return doc;
  }

  static LiveHead read(Document stored) {
    return new LiveHead(
        new Head(
            PassageDocuments.version(stored),
            stored.getField(PassageFields.DELETED).numericValue().intValue() == 1,
            stored.getField(PassageFields.BEGAN).numericValue().longValue(),
            stored.getField(PassageFields.PASSAGES).numericValue().intValue(),
            position(stored, PassageFields.OVER)),
        stored.getField(PassageFields.BEGAN_IN).numericValue().longValue(),
        position(stored, PassageFields.BEGAN_AT));
  }

  private static Optional<Position> position(Document stored, String field) {
    return Optional.ofNullable(stored.get(field)).map(Position::parse);
  }

  /** The head in the index that has not ended. */
  static Optional<LiveHead> find(IndexSearcher searcher, DocumentIdentity identity)
      throws IOException {
    return place(searcher, identity).map(Place::head);
  }

  /** Over what a version began that has ended, as long as it is not swept. */
  static Optional<Position> over(IndexSearcher searcher, DocumentIdentity identity, Version version)
      throws IOException {
    Term term = new Term(PassageFields.HEAD, identity.key());
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      PostingsEnum heads = leaf.reader().postings(term, PostingsEnum.NONE);
      Bits live = leaf.reader().getLiveDocs();
      int doc = heads == null ? DocIdSetIterator.NO_MORE_DOCS : heads.nextDoc();
      while (doc != DocIdSetIterator.NO_MORE_DOCS) {
        if (live == null || live.get(doc)) {
          Head head = read(searcher.storedFields().document(leaf.docBase + doc)).head();
          if (head.version().equals(version)) {
            return head.over();
          }
        }
        doc = heads.nextDoc();
      }
    }
    return Optional.empty();
  }

  /** A head, and the file that it and its passages stand in. */
  record Place(LiveHead head, LeafReaderContext leaf) {}

  /** Where the head stands that has not ended. */
  static Optional<Place> place(IndexSearcher searcher, DocumentIdentity identity)
      throws IOException {
    Term term = new Term(PassageFields.HEAD, identity.key());
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int doc = open(leaf, term);
      if (doc != DocIdSetIterator.NO_MORE_DOCS) {
        LiveHead head = read(searcher.storedFields().document(leaf.docBase + doc));
        return Optional.of(new Place(head, leaf));
      }
    }
    return Optional.empty();
  }

  private static int open(LeafReaderContext leaf, Term term) throws IOException {
    PostingsEnum heads = leaf.reader().postings(term, PostingsEnum.NONE);
    if (heads == null) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    Bits live = leaf.reader().getLiveDocs();
    NumericDocValues until = leaf.reader().getNumericDocValues(PassageFields.UNTIL);
    for (int doc = heads.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = heads.nextDoc()) {
      boolean alive = live == null || live.get(doc);
      if (alive && (until == null || !until.advanceExact(doc))) {
        return doc;
      }
    }
    return DocIdSetIterator.NO_MORE_DOCS;
  }
}
