package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/**
 * Writes the passages of large documents ahead of their heads, in slices, so that neither other
 * documents nor a refresh wait for all of them.
 *
 * <p>A mark stands beside them until the head is written. Where there is a mark and no head when
 * the index is opened, or opened again, the passages are removed: they were never whole, and the
 * record that brought them may not come again.
 */
final class Preparation {
  /** How many passages go into one call of Lucene's; a refresh waits for one call at most. */
  static final int SLICE = 256;

  /** At most so many were under way when it crashed: one a thread. */
  private static final int MAX_UNFINISHED = 1000;

  /** The term that every mark has. */
  private static final String ANY = "";

  private final LuceneIndex index;
  private final PassageDocuments documents;
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();

  Preparation(LuceneIndex index, PassageDocuments documents) {
    this.index = index;
    this.documents = documents;
  }

  /** Removes what a crash left unfinished. */
  static void clean(IndexWriter index) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(index)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      TopDocs marks =
          searcher.search(new TermQuery(new Term(PassageFields.UNFINISHED, ANY)), MAX_UNFINISHED);
      for (ScoreDoc hit : marks.scoreDocs) {
        Document mark = searcher.storedFields().document(hit.doc);
        String life = mark.get(PassageFields.UNFINISHED);
        if (!hasHead(searcher, life, mark.get(PassageFields.IDENTITY))) {
          index.deleteDocuments(new Term(PassageFields.LIFE, life));
        }
        unmark(index, life);
      }
    }
  }

  private static boolean hasHead(IndexSearcher searcher, String life, String identity)
      throws IOException {
    Query head =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(PassageFields.LIFE, life)), BooleanClause.Occur.MUST)
            .add(new TermQuery(new Term(PassageFields.HEAD, identity)), BooleanClause.Occur.MUST)
            .build();
    return searcher.count(head) > 0;
  }

  /** Whether a document is written in more than one call. */
  static boolean isLarge(EmbeddedDocument document) {
    return document.passages().size() > SLICE;
  }

  void write(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    String life = PassageDocuments.life(identity, input);
    discard(life);
    index.run(() -> index.writer().addDocument(mark(life, identity)));
    List<EmbeddedPassage> passages = document.passages();
    for (int from = 0; from < passages.size(); from += SLICE) {
      List<Document> slice = new ArrayList<>(SLICE);
      for (EmbeddedPassage passage :
          passages.subList(from, Math.min(from + SLICE, passages.size()))) {
        slice.add(documents.write(identity, version, document.metadata(), passage, input));
      }
      index.run(() -> index.writer().addDocuments(slice));
    }
    prepared.add(life);
  }

  private static Document mark(String life, DocumentIdentity identity) {
    Document mark = new Document();
    mark.add(new StringField(PassageFields.UNFINISHED, ANY, Field.Store.NO));
    mark.add(new StringField(PassageFields.UNFINISHED, life, Field.Store.YES));
    mark.add(new StoredField(PassageFields.IDENTITY, identity.key()));
    mark.add(PassageDocuments.noText());
    return mark;
  }

  boolean isPrepared(String life) {
    return prepared.contains(life);
  }

  /** The head is written. */
  void finished(String life) {
    if (prepared.remove(life)) {
      index.run(() -> unmark(index.writer(), life));
    }
  }

  void discard(String life) {
    prepared.remove(life);
    index.run(() -> index.writer().deleteDocuments(new Term(PassageFields.LIFE, life)));
    index.run(() -> unmark(index.writer(), life));
  }

  private static long unmark(IndexWriter index, String life) throws IOException {
    return index.deleteDocuments(new Term(PassageFields.UNFINISHED, life));
  }
}
