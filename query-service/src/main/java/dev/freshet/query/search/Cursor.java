package dev.freshet.query.search;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.text.Sha256;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.SearchRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a page ended. It says itself all that the next page needs, so that any replica can give it,
 * also after a restart; and it opens nothing: who may see what is decided anew on every page.
 *
 * <p>It names what was given rather than how many: while documents come and go, word statistics and
 * so the order of what is left may shift a little, and a count would repeat or leave out what moved
 * across the border between two pages.
 *
 * @param request a hash of the request, its limit and this cursor left out
 * @param point as of what every page reads
 * @param now by which ages are told
 * @param given units that were given: 40 bits of a hash of the passage's key, or of the document's
 *     identity where they are grouped
 */
record Cursor(long request, ReadPoint point, Instant now, Set<Long> given) {
  private static final int FORM = 1;
  private static final int UNIT_BYTES = 5;
  private static final long UNIT_MASK = (1L << (8 * UNIT_BYTES)) - 1;

  Cursor {
    given = Set.copyOf(given);
  }

  /** What is counted and not given twice: a passage, or a document where they are grouped. */
  static long unit(Scored one, boolean grouped) {
    return hash(grouped ? one.passage().identity().key() : one.passage().key().value()) & UNIT_MASK;
  }

  /** A hash of what a request asks for, the same in every process. */
  static long hash(SearchRequest request) {
    return hash(
        request.query()
            + '\n'
            + request.mode()
            + request.filter()
            + new TreeSet<>(request.sources())
            + request.ordering()
            + (request.listing().groupSize().isPresent() ? "by document" : "")
            + request.at());
  }

  private static long hash(String text) {
    return ByteBuffer.wrap(Sha256.of(text)).getLong();
  }

  /** The cursor behind some more units. */
  Cursor after(Collection<Long> more) {
    Set<Long> all = new LinkedHashSet<>(given);
    all.addAll(more);
    return new Cursor(request, point, now, all);
  }

  /** As text: base64url. */
  String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeLong(request);
      out.writeLong(now.toEpochMilli());
      out.writeShort(point.offsets().size());
      for (Map.Entry<LogPartition, Long> entry : point.offsets().entrySet()) {
        out.writeUTF(entry.getKey().topic());
        out.writeInt(entry.getKey().partition());
        out.writeLong(entry.getValue());
      }
      out.writeShort(given.size());
      for (long unit : given) {
        out.writeByte((int) (unit >> 32));
        out.writeInt((int) unit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all that is written", e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads one.
   *
   * @param request that it came with
   * @param most how many results cursors lead to
   * @throws Problem 400 for one that is none, is of another request, or leads no further
   */
  static Cursor read(String text, SearchRequest request, int most) {
    Cursor cursor = read(text);
    if (cursor.request != hash(request)) {
      throw Problem.field(
          "cursor",
          "\"cursor\" belongs to another search: repeat the first request, with nothing changed but"
              + " \"cursor\", \"limit\" and \"freshness\", and without \"facets\"");
    }
    if (cursor.given.size() >= most) {
      throw Problem.field(
          "cursor",
          "cursors lead to "
              + most
              + " results (search.paged-results) and as many were given: narrow the query or its"
              + " filter");
    }
    return cursor;
  }

  private static Cursor read(String text) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
      if (in.readByte() != FORM) {
        throw none();
      }
      long request = in.readLong();
      Instant now = Instant.ofEpochMilli(in.readLong());
      Map<LogPartition, Long> offsets = new HashMap<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        offsets.put(new LogPartition(in.readUTF(), in.readInt()), in.readLong());
      }
      Set<Long> given = new LinkedHashSet<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        given.add((long) in.readUnsignedByte() << 32 | Integer.toUnsignedLong(in.readInt()));
      }
      if (in.read() >= 0) {
        throw none();
      }
      return new Cursor(request, new ReadPoint(offsets), now, given);
    } catch (IOException | IllegalArgumentException _) {
      throw none();
    }
  }

  private static Problem none() {
    return Problem.field("cursor", "\"cursor\" is none: give the \"next\" of an answer, unchanged");
  }
}
