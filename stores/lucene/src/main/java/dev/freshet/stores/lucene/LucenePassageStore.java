package dev.freshet.stores.lucene;

import dev.freshet.common.scheduling.Niceness;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.StoreInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * The passages of one generation in one folder. Safe to use from several threads. A thread that
 * writes must not be interrupted: Java closes the file it is writing, and the index with it.
 */
public final class LucenePassageStore implements PassageStore {
  private static final int MAX_MERGES = 6;

  /**
   * How documents are written here. One more whenever an index of before would be read wrongly; the
   * first indexes had no number, and some of them no term for the document's identity.
   */
  private static final int FORMAT = 1;

  private final LuceneIndex index;
  private final LuceneWriter writer;
  private final LuceneSearcher searcher;
  private final LuceneInspection inspection;

  private LucenePassageStore(
      LuceneIndex index,
      LuceneWriter writer,
      LuceneSearcher searcher,
      LuceneInspection inspection) {
    this.index = index;
    this.writer = writer;
    this.searcher = searcher;
    this.inspection = inspection;
  }

  /**
   * Opens the store, making it where there is none.
   *
   * @param directory its folder, used by nothing else
   * @param dimension how many numbers a vector has, 1 to 4096
   * @param settings how it is kept and searched
   * @throws IllegalStateException when another process holds the folder, or what is in it has
   *     another format or vectors of another dimension
   * @throws dev.freshet.common.failure.Outage when the disk does not do it now
   */
  public static LucenePassageStore open(Path directory, int dimension, LuceneSettings settings) {
    return open(
        directory,
        folder -> RecentFiles.open(folder, settings.ramBufferMib()),
        dimension,
        settings);
  }

  static LucenePassageStore open(
      Path directory, IndexOpening.Files files, int dimension, LuceneSettings settings) {
    if (dimension < 1 || dimension > PassageCodec.MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + ": give 1 to " + PassageCodec.MAX_DIMENSION);
    }
    Unrefreshed<LiveHead> fresh = new Unrefreshed<>();
    LuceneIndex index =
        LuceneIndex.open(
            new IndexOpening(
                directory,
                files,
                () -> config(settings),
                marks(dimension),
                LucenePassageStore::first),
            fresh);
    Visibility visibility = new Visibility();
    PassageDocuments documents = new PassageDocuments();
    return new LucenePassageStore(
        index,
        new LuceneWriter(index, visibility, documents, fresh, dimension, 0),
        new LuceneSearcher(index, visibility, documents, settings),
        new LuceneInspection(index, new OpenLives(documents)));
  }

  private static Map<String, String> marks(int dimension) {
    return Map.of(
        CommitData.FORMAT, Integer.toString(FORMAT), "dimension", Integer.toString(dimension));
  }

  private static IndexWriterConfig config(LuceneSettings settings) {
    ConcurrentMergeScheduler merges = new MergesBeside();
    merges.setMaxMergesAndThreads(
        Math.max(MAX_MERGES, settings.mergeThreads()), settings.mergeThreads());
    IndexWriterConfig config = new IndexWriterConfig();
    config.setCodec(new PassageCodec());
    config.setSimilarity(new BM25Similarity(1.2f, .75f));
    config.setRAMBufferSizeMB(settings.ramBufferMib());
    config.setMergeScheduler(merges);
    // The default lets a refresh wait up to half a second for small merges: findings L1.
    config.setMaxFullFlushMergeWaitMillis(0);
    return config;
  }

  /** Merges beside readers and writers, who come first. */
  private static final class MergesBeside extends ConcurrentMergeScheduler {
    @Override
    protected void doMerge(MergeSource source, MergePolicy.OneMerge merge) throws IOException {
      if (Thread.currentThread() instanceof MergeThread) {
        Niceness.BESIDE.lowerCaller();
      }
      super.doMerge(source, merge);
    }
  }

  private static void first(IndexWriter index) throws IOException {
    Preparation.clean(index);
    makeUpdatable(index);
  }

  /** Lucene updates a field in place only once some document has had it: this one has. */
  private static void makeUpdatable(IndexWriter index) throws IOException {
    Document first = new Document();
    first.add(new StringField(PassageFields.LIFE, "", Field.Store.NO));
    first.add(new NumericDocValuesField(PassageFields.UNTIL, -1));
    first.add(new NumericDocValuesField(PassageFields.UNTIL_IN, 0));
    first.add(PassageDocuments.noText());
    index.updateDocument(new Term(PassageFields.LIFE, ""), first);
  }

  @Override
  public PassageWriter writer() {
    return writer;
  }

  @Override
  public PassageSearcher searcher() {
    return searcher;
  }

  @Override
  public StoreInspection inspection() {
    return inspection;
  }

  @Override
  public void close() {
    index.close();
  }
}
