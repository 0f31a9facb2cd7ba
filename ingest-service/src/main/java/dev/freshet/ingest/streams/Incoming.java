package dev.freshet.ingest.streams;

import dev.freshet.common.document.Position;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record as a job reads it. */
public final class Incoming {
  private final Position position;
  private final Instant timestamp;
  private final byte[] key;
  private final byte[] value;
  private final Headers headers;

  /**
   * @param position where it stands
   * @param timestamp its Kafka time
   * @param key as published, or null
   * @param value as published, or null
   * @param headers as published
   */
  public Incoming(Position position, Instant timestamp, byte[] key, byte[] value, Headers headers) {
    this.position = position;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  /** The record that a processor is given. */
  public static Incoming of(Record<byte[], byte[]> record, RecordMetadata at) {
    return new Incoming(
        new Position(at.topic(), at.partition(), at.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value(),
        record.headers());
  }

  /** Where it stands. */
  public Position position() {
    return position;
  }

  /** Its Kafka time. */
  public Instant timestamp() {
    return timestamp;
  }

  /** Null where it has none. */
  public byte[] key() {
    return key;
  }

  /** Null where it deletes. Not copied: not to be changed. */
  public byte[] value() {
    return value;
  }

  /** Not to be changed. */
  public Headers headers() {
    return headers;
  }

  /** The value's length in bytes; 0 of null. */
  public int size() {
    return value == null ? 0 : value.length;
  }
}
