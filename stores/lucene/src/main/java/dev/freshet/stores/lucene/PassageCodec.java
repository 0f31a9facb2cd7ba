package dev.freshet.stores.lucene;

import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;
import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;
import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;

/**
 * Lucene's own codec, which would stop at 1,024 numbers a vector, let through to {@link
 * #MAX_DIMENSION}. What it writes is the stock format under the stock names, so any Lucene reads
 * it.
 */
final class PassageCodec extends Lucene104Codec {
  /** The longest vector. */
  static final int MAX_DIMENSION = 4096;

  /**
   * A segment gets a graph only where walking it is expected to touch fewer nodes than there are:
   * {@code GRAPH_FROM · ln(n) < n}, from about 3,200 vectors. Smaller ones are compared one by one,
   * and the many small segments of a live index cost no graphs.
   */
  private static final int GRAPH_FROM = 400;

  /**
   * The same for what is written while readers wait for it, from about 20,000 vectors: a graph of
   * some thousands takes a second, and the next merge makes one beside the readers.
   */
  private static final int GRAPH_AT_ONCE_FROM = 2_000;

  private final KnnVectorsFormat vectors = new LongVectors();

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  private static final class LongVectors extends KnnVectorsFormat {
    private final KnnVectorsFormat merged = stock(GRAPH_FROM);
    private final KnnVectorsFormat flushed = stock(GRAPH_AT_ONCE_FROM);

    LongVectors() {
      super(new Lucene99HnswVectorsFormat().getName());
    }

    private static KnnVectorsFormat stock(int graphFrom) {
      return new Lucene99HnswVectorsFormat(
          DEFAULT_MAX_CONN, DEFAULT_BEAM_WIDTH, DEFAULT_NUM_MERGE_WORKER, null, graphFrom);
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      boolean merge = state.context.context() == IOContext.Context.MERGE;
      return (merge ? merged : flushed).fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return merged.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MAX_DIMENSION;
    }
  }
}
