package dev.freshet.query.journey;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Published;
import dev.freshet.query.backwards.Entry;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is told of a record of a source topic, without its value.
 *
 * @param version where and when it was published
 * @param identity of which document, as the parse job reads it
 * @param acl who may read it; empty: everyone in the tenant
 * @param deletes whether it deletes the document
 * @param weight about how many bytes it has
 */
record SourceRecord(
    Version version, DocumentIdentity identity, List<String> acl, boolean deletes, long weight)
    implements Entry {

  static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
    Position position = new Position(record.topic(), record.partition(), record.offset());
    long bytes = record.value() == null ? 0 : record.value().length;
    Version version = new Version(position, Instant.ofEpochMilli(record.timestamp()));
    boolean deletes =
        record.value() == null && record.headers().lastHeader(HeaderNames.CLAIM) == null;
    return switch (Published.read(record.key(), record.headers(), bytes)) {
      case Published.Reading.Good(Published published) ->
          new SourceRecord(
              version,
              new DocumentIdentity(record.topic(), published.tenant(), published.id()),
              published.metadata().acl(),
              deletes,
              bytes);
      case Published.Reading.Bad bad ->
          new SourceRecord(
              version,
              new DocumentIdentity(
                  record.topic(),
                  bad.tenant(),
                  bad.id().orElseGet(() -> new DocumentId(position.token()))),
              List.of(),
              false,
              bytes);
    };
  }

  @Override
  public Position position() {
    return version.position();
  }

  @Override
  public Instant time() {
    return version.publishedAt();
  }
}
