package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.embed.Vector;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;

/** Reads back the vectors of the life that has not ended. A life lies in one file whole. */
record StandingPassages(PassageDocuments documents) {
  private static final Set<String> CONTENT = Set.of(PassageFields.CONTENT);

  /** By the passages' identity; empty where nothing stands. */
  Map<String, Vector> vectors(IndexSearcher searcher, DocumentIdentity identity)
      throws IOException {
    Optional<LiveHead.Place> place = LiveHead.place(searcher, identity);
    if (place.isEmpty() || place.get().head().head().passages() == 0) {
      return Map.of();
    }
    LeafReaderContext leaf = place.get().leaf();
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
    PostingsEnum life =
        leaf.reader()
            .postings(
                new Term(PassageFields.LIFE, place.get().head().life(identity)), PostingsEnum.NONE);
    if (vectors == null || life == null) {
      return Map.of();
    }
    Map<String, Vector> found = new HashMap<>();
    StoredFields stored = leaf.reader().storedFields();
    KnnVectorValues.DocIndexIterator at = vectors.iterator();
    for (int doc = life.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = life.nextDoc()) {
      // The head has no vector.
      if (at.docID() < doc && at.advance(doc) == DocIdSetIterator.NO_MORE_DOCS) {
        break;
      }
      if (at.docID() == doc) {
        found.put(identity(stored.document(doc, CONTENT)), vector(vectors, at.index()));
      }
    }
    return found;
  }

  private String identity(Document stored) {
    return documents.content(stored).passages().getFirst().passage().identity();
  }

  private static Vector vector(FloatVectorValues vectors, int ordinal) throws IOException {
    return Vector.of(vectors.vectorValue(ordinal));
  }
}
