package dev.freshet.ingest.streams;

import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.topics.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The older versions that were left out for one, as that one's record tells them. */
public final class LeftOut {
  /** Of more than that the oldest are not told: so many in a row would all have to die. */
  static final int MOST = 8;

  private static final String SEPARATOR = ",";

  private LeftOut() {}

  /** The record, telling the newest of these. */
  public static Outgoing told(Outgoing record, Collection<Version> versions) {
    String positions =
        versions.stream()
            .sorted((a, b) -> a.supersedes(b) ? -1 : b.supersedes(a) ? 1 : 0)
            .limit(MOST)
            .map(version -> version.position().token())
            .collect(Collectors.joining(SEPARATOR));
    return record.with(HeaderNames.LEFT_OUT, positions);
  }

  /** What a record tells, the newest first. */
  public static List<Position> of(Headers headers) {
    Header header = headers.lastHeader(HeaderNames.LEFT_OUT);
    return header == null
        ? List.of()
        : Arrays.stream(text(header).split(SEPARATOR)).map(Position::parse).toList();
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
