package dev.freshet.stores.lucene;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.text.Sha256;
import java.nio.ByteBuffer;
import org.apache.lucene.util.NumericUtils;

/**
 * How {@link dev.freshet.common.store.Facts} are written. A field or partition that must be a
 * number is stood for by the first eight bytes of its SHA-256.
 */
final class FilterTerms {
  private FilterTerms() {}

  static long code(String name) {
    return ByteBuffer.wrap(Sha256.of(name)).getLong();
  }

  static long code(LogPartition partition) {
    return code(partition.toString());
  }

  /** A number's place among all, as a long; {@code -0.0} is {@code 0.0}. */
  static long sortable(double number) {
    return NumericUtils.doubleToSortableLong(number + 0.0);
  }
}
