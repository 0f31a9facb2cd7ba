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

  private final KnnVectorsFormat vectors = new LongVectors();

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  private static final class LongVectors extends KnnVectorsFormat {
    private final Lucene99HnswVectorsFormat stock =
        new Lucene99HnswVectorsFormat(
            DEFAULT_MAX_CONN, DEFAULT_BEAM_WIDTH, DEFAULT_NUM_MERGE_WORKER, null, GRAPH_FROM);

    LongVectors() {
      super(new Lucene99HnswVectorsFormat().getName());
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return stock.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return stock.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MAX_DIMENSION;
    }
  }
}
