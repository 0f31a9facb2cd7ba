package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.StoredDocument.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/**
 * The passages of a document that have not ended, told apart by whether its head began them. What
 * is being written ahead of a head is neither.
 */
record OpenLives(PassageDocuments documents) {
  private static final Set<String> STORED =
      Set.of(PassageFields.VERSION, PassageFields.PUBLISHED, PassageFields.CONTENT);

  /**
   * What was found.
   *
   * @param standing passages of the life that the head began, by their place
   * @param orphans passages of other lives
   * @param orphanLives the names of those
   */
  record Found(List<Stored> standing, List<Stored> orphans, Set<String> orphanLives) {}

  Found of(IndexSearcher searcher, DocumentIdentity identity) throws IOException {
    Optional<String> standing =
        LiveHead.find(searcher, identity)
            .filter(head -> !head.head().deleted())
            .map(head -> head.life(identity));
    Found found = new Found(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      collect(searcher, leaf.reader(), identity, standing, found);
    }
    Comparator<Stored> byPlace =
        Comparator.comparingInt(stored -> stored.embedded().passage().ordinal());
    found.standing().sort(byPlace);
    found.orphans().sort(byPlace);
    return found;
  }

  private void collect(
      IndexSearcher searcher,
      LeafReader leaf,
      DocumentIdentity identity,
      Optional<String> standing,
      Found found)
      throws IOException {
    PostingsEnum passages =
        leaf.postings(new Term(PassageFields.DOCUMENT, identity.key()), PostingsEnum.NONE);
    FloatVectorValues vectors = leaf.getFloatVectorValues(PassageFields.VECTOR);
    if (passages == null) {
      return;
    }
    KnnVectorValues.DocIndexIterator at = vectors == null ? null : vectors.iterator();
    Bits live = leaf.getLiveDocs();
    NumericDocValues until = leaf.getNumericDocValues(PassageFields.UNTIL);
    StoredFields stored = leaf.storedFields();
    for (int doc = passages.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = passages.nextDoc()) {
      boolean open = (live == null || live.get(doc)) && (until == null || !until.advanceExact(doc));
      if (!open) {
        continue;
      }
      String life = life(leaf, doc, identity);
      if (standing.filter(life::equals).isPresent()) {
        found.standing().add(read(stored.document(doc, STORED), vector(vectors, at, doc)));
      } else if (searcher.getIndexReader().docFreq(unfinished(life)) == 0) {
        found.orphans().add(read(stored.document(doc, STORED), vector(vectors, at, doc)));
        found.orphanLives().add(life);
      }
    }
  }

  private static Term unfinished(String life) {
    return new Term(PassageFields.UNFINISHED, life);
  }

  private static String life(LeafReader leaf, int doc, DocumentIdentity identity)
      throws IOException {
    NumericDocValues since = leaf.getNumericDocValues(PassageFields.SINCE);
    NumericDocValues in = leaf.getNumericDocValues(PassageFields.SINCE_IN);
    if (since == null || in == null || !since.advanceExact(doc) || !in.advanceExact(doc)) {
      throw new IllegalStateException("a passage without its since");
    }
    return PassageDocuments.life(identity, in.longValue(), since.longValue());
  }

  private static Vector vector(
      FloatVectorValues vectors, KnnVectorValues.DocIndexIterator at, int doc) throws IOException {
    if (at == null) {
      return Vector.of();
    }
    int found = at.docID() < doc ? at.advance(doc) : at.docID();
    return found == doc ? Vector.of(vectors.vectorValue(at.index())) : Vector.of();
  }

  private Stored read(Document stored, Vector vector) {
    EmbeddedDocument content = documents.content(stored);
    EmbeddedPassage bare = content.passages().getFirst();
    return new Stored(
        PassageDocuments.version(stored),
        content.metadata(),
        new EmbeddedPassage(bare.passage(), vector, false));
  }
}
