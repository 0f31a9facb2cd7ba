package dev.freshet.stores.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Tenant;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/**
 * The terms by which sketches are found that agree in most values, without looking at the others. A
 * band is a few values side by side; one value that differs spoils one band. So of two sketches
 * that differ in n values at most, all bands but n are the same: every one that is near enough is
 * among those that share so many.
 */
final class SketchBands {
  /** How many a sketch has. */
  static final int BANDS = 32;

  private static final int WIDTH = Sketch.VALUES / BANDS;

  private SketchBands() {}

  /** A tenant's own, so that nobody's sketches are among another's. */
  static List<BytesRef> of(Tenant tenant, Sketch sketch) {
    byte[] values = sketch.values();
    byte[] name = tenant.name().getBytes(UTF_8);
    List<BytesRef> bands = new ArrayList<>(BANDS);
    for (int band = 0; band < BANDS; band++) {
      ByteBuffer term = ByteBuffer.allocate(name.length + 1 + WIDTH);
      term.put(name).put((byte) band).put(values, band * WIDTH, WIDTH);
      bands.add(new BytesRef(term.array()));
    }
    return bands;
  }

  /** How many bands at least two sketches share that are so similar. */
  static int shared(double similarity) {
    int same = (int) Math.ceil(similarity * Sketch.VALUES - 1e-9);
    return Math.max(1, BANDS - (Sketch.VALUES - same));
  }
}
