package dev.freshet.stores.lucene;

import dev.freshet.common.document.LogPartition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * How the facts that filters ask for are written as terms and numbers. A term may not be long, so a
 * long value is stood for by its SHA-256; a field or partition that must be a number, by the first
 * eight bytes of one.
 */
final class FilterTerms {
  /** The access list that holds nobody lets everybody in. */
  static final BytesRef EVERYONE = new BytesRef("*");

  private static final int LONGEST = 512;

  private FilterTerms() {}

  /** The field has this value. */
  static BytesRef equal(String field, String value) {
    return exact("=" + field.length() + ":" + field, value);
  }

  /** The document has the field. */
  static BytesRef exists(String field) {
    return exact("?", field);
  }

  /** This principal may read it. */
  static BytesRef principal(String name) {
    return exact("p", name);
  }

  private static BytesRef exact(String prefix, String value) {
    String whole = prefix + value;
    return whole.length() <= LONGEST
        ? new BytesRef(whole)
        : new BytesRef("#" + HexFormat.of().formatHex(sha256(whole)));
  }

  static long code(String name) {
    return ByteBuffer.wrap(sha256(name)).getLong();
  }

  static long code(LogPartition partition) {
    return code(partition.toString());
  }

  /** A number's place among all, as a long; {@code -0.0} is {@code 0.0}. */
  static long sortable(double number) {
    return NumericUtils.doubleToSortableLong(number + 0.0);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
