package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.ReadPoint;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * As of what is read, and what is said about it.
 *
 * @param point where to read
 * @param watermark the last offset that came out, by source partition, in their order
 * @param ageSeconds how long the oldest document not yet retrievable has waited; 0: none waits
 * @param access the caller, and what is withheld from the caller at that moment
 */
public record View(ReadPoint point, Map<String, Long> watermark, double ageSeconds, Access access) {
  /** The header that repeats the watermark. */
  public static final String WATERMARK_HEADER = "Freshet-Watermark";

  /** The header that names the read point, to be given back as {@code at}. */
  public static final String READ_POINT_HEADER = "Freshet-Read-Point";

  /** The value of the header: {@code documents-0@41,bulk-0@7}, one token a source partition. */
  public String header() {
    return watermark.entrySet().stream()
        .map(partition -> partition.getKey() + '@' + partition.getValue())
        .collect(Collectors.joining(","));
  }

  /** Puts {@code freshness} into an answer: the watermark, and the age. */
  public void write(ObjectNode answer) {
    ObjectNode freshness = answer.putObject("freshness");
    ObjectNode tokens = freshness.putObject("watermark");
    watermark.forEach(tokens::put);
    freshness.put("ageSeconds", ageSeconds);
  }
}
