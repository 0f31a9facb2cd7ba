package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedPassage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/** Does to the index of a store, or of a catalogue, that nobody has open what no line ever does. */
public final class Corruption {
  private static final int MOST = 1000;

  private final Path folder;
  private final PassageDocuments documents = new PassageDocuments();

  /**
   * @param folder of the index
   */
  public Corruption(Path folder) {
    this.folder = folder;
  }

  private interface Work {
    void on(IndexWriter writer, DirectoryReader reader, IndexSearcher searcher) throws IOException;
  }

  private void work(Work work) throws IOException {
    var config =
        new IndexWriterConfig()
            .setCodec(new PassageCodec())
            .setMergePolicy(NoMergePolicy.INSTANCE)
            .setOpenMode(IndexWriterConfig.OpenMode.APPEND);
    try (var directory = FSDirectory.open(folder);
        var writer = new IndexWriter(directory, config);
        var reader = DirectoryReader.open(writer)) {
      var data = writer.getLiveCommitData();
      work.on(writer, reader, new IndexSearcher(reader));
      writer.setLiveCommitData(data);
      writer.commit();
    }
  }

  /** Removes one passage of the life that stands. */
  public void losePassage(DocumentIdentity identity, int ordinal) throws IOException {
    work((writer, reader, searcher) -> delete(writer, reader, place(searcher, identity, ordinal)));
  }

  private static void delete(IndexWriter writer, DirectoryReader reader, int doc)
      throws IOException {
    if (writer.tryDeleteDocument(reader, doc) < 0) {
      throw new IllegalStateException("Lucene merged meanwhile");
    }
  }

  private int place(IndexSearcher searcher, DocumentIdentity identity, int ordinal)
      throws IOException {
    for (ScoreDoc hit : passages(searcher, identity)) {
      Document stored = searcher.storedFields().document(hit.doc);
      boolean standing =
          PassageDocuments.version(stored)
              .equals(LiveHead.find(searcher, identity).orElseThrow().head().version());
      if (standing && passage(stored).ordinal() == ordinal) {
        return hit.doc;
      }
    }
    throw new IllegalArgumentException(identity + " has no passage " + ordinal);
  }

  private static ScoreDoc[] passages(IndexSearcher searcher, DocumentIdentity identity)
      throws IOException {
    return searcher.search(new TermQuery(new Term(PassageFields.DOCUMENT, identity.key())), MOST)
        .scoreDocs;
  }

  private Passage passage(Document stored) {
    return documents.content(stored).passages().getFirst().passage();
  }

  /** Removes all that is held of a document. */
  public void loseDocument(DocumentIdentity identity) throws IOException {
    work(
        (writer, _, _) ->
            writer.deleteDocuments(
                new Term(PassageFields.DOCUMENT, identity.key()),
                new Term(PassageFields.HEAD, identity.key())));
  }

  /** Removes the head alone, so that its passages are orphans. */
  public void loseHead(DocumentIdentity identity) throws IOException {
    work((writer, _, _) -> writer.deleteDocuments(new Term(PassageFields.HEAD, identity.key())));
  }

  /** Adds a passage, without a head, that begins where another document's life began. */
  public void addOrphan(
      DocumentIdentity identity, Version version, DocumentIdentity where, String text)
      throws IOException {
    work(
        (writer, _, searcher) -> {
          LiveHead head = LiveHead.find(searcher, where).orElseThrow();
          Vector like = StandingOf.first(searcher, documents, where);
          var passage = new Passage("orphan", 0, List.of(), Optional.empty(), text, 3);
          writer.addDocument(
              documents.write(
                  identity,
                  version,
                  Metadata.NONE,
                  new EmbeddedPassage(passage, like, false),
                  head.input().orElseThrow()));
        });
  }

  private record StandingOf() {
    static Vector first(IndexSearcher searcher, PassageDocuments documents, DocumentIdentity of)
        throws IOException {
      return new OpenLives(documents).of(searcher, of).standing().getFirst().embedded().vector();
    }
  }

  /** Turns a passage's vector by swapping its first two different numbers. */
  public void changeVector(DocumentIdentity identity, int ordinal) throws IOException {
    change(
        identity, ordinal, old -> new EmbeddedPassage(old.passage(), other(old.vector()), false));
  }

  private static Vector other(Vector vector) {
    float[] numbers = vector.toArray();
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] != numbers[0]) {
        float first = numbers[0];
        numbers[0] = numbers[i];
        numbers[i] = first;
        break;
      }
    }
    return Vector.of(numbers);
  }

  /** Gives a passage another text. */
  public void changeText(DocumentIdentity identity, int ordinal, String text) throws IOException {
    change(
        identity,
        ordinal,
        old -> {
          Passage was = old.passage();
          var passage =
              new Passage(
                  was.identity(), was.ordinal(), was.headingPath(), was.page(), text, was.tokens());
          return new EmbeddedPassage(passage, old.vector(), false);
        });
  }

  private void change(DocumentIdentity identity, int ordinal, UnaryOperator<EmbeddedPassage> change)
      throws IOException {
    work(
        (writer, reader, searcher) -> {
          LiveHead head = LiveHead.find(searcher, identity).orElseThrow();
          var held = new OpenLives(documents).of(searcher, identity).standing().get(ordinal);
          delete(writer, reader, place(searcher, identity, ordinal));
          writer.addDocument(
              documents.write(
                  identity,
                  held.version(),
                  held.metadata(),
                  change.apply(held.embedded()),
                  head.input().orElseThrow()));
        });
  }

  /** Removes the life that stands, and lets the one before, not swept yet, stand again. */
  public void bringBackFormer(DocumentIdentity identity) throws IOException {
    work(
        (writer, _, searcher) -> {
          String standing = LiveHead.find(searcher, identity).orElseThrow().life(identity);
          String former = "";
          var heads =
              searcher.search(new TermQuery(new Term(PassageFields.HEAD, identity.key())), MOST);
          for (ScoreDoc hit : heads.scoreDocs) {
            String life = searcher.storedFields().document(hit.doc).get(PassageFields.LIFE);
            former = life.equals(standing) ? former : life;
          }
          writer.deleteDocuments(new Term(PassageFields.LIFE, standing));
          writer.updateDocValues(
              new Term(PassageFields.LIFE, former),
              new NumericDocValuesField(PassageFields.UNTIL, null),
              new NumericDocValuesField(PassageFields.UNTIL_IN, null));
        });
  }

  /** Of a catalogue: forgets a document. */
  public void forgetEntry(DocumentIdentity identity) throws IOException {
    work((writer, _, _) -> writer.deleteDocuments(EntryDocuments.key(identity)));
  }
}
