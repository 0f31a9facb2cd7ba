package dev.freshet.common.telemetry;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A writing half of a store whose calls are measured, those that do nothing to speak of aside. */
public final class MeasuredWriter implements PassageWriter {
  private final PassageWriter writer;
  private final Telemetry telemetry;
  private final MeasuredCall measured;

  /**
   * @param writer whose calls
   * @param telemetry is told of them
   */
  public MeasuredWriter(PassageWriter writer, Telemetry telemetry) {
    this.writer = writer;
    this.telemetry = telemetry;
    this.measured = new MeasuredCall(telemetry);
  }

  @Override
  public PassageWriter session() {
    return new MeasuredWriter(measured.of("session", writer::session), telemetry);
  }

  @Override
  public Map<String, Vector> vectors(DocumentIdentity identity) {
    return measured.of("vectors", () -> writer.vectors(identity));
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return measured.of("head", () -> writer.head(identity));
  }

  @Override
  public void prepare(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    measured.run("prepare", () -> writer.prepare(identity, version, document, input));
  }

  @Override
  public void discard(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    measured.run("discard", () -> writer.discard(identity, version, document, input));
  }

  @Override
  public void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    measured.run("replace", () -> writer.replace(identity, version, document, input));
  }

  @Override
  public void again(DocumentIdentity identity, Position input) {
    measured.run("again", () -> writer.again(identity, input));
  }

  @Override
  public Optional<Position> over(DocumentIdentity identity, Version version) {
    return measured.of("over", () -> writer.over(identity, version));
  }

  @Override
  public void delete(DocumentIdentity identity, Version version, Position input) {
    measured.run("delete", () -> writer.delete(identity, version, input));
  }

  @Override
  public List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
    return measured.of("expired", () -> writer.expired(input, now, limit));
  }

  @Override
  public void expire(DocumentIdentity identity, Version version) {
    measured.run("expire", () -> writer.expire(identity, version));
  }

  @Override
  public void mend(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    measured.run("mend", () -> writer.mend(identity, version, document, input));
  }

  @Override
  public long removeOrphans(DocumentIdentity identity) {
    return measured.of("remove-orphans", () -> writer.removeOrphans(identity));
  }

  @Override
  public void skip(Position input) {
    writer.skip(input);
  }

  @Override
  public void refresh() {
    measured.run("refresh", writer::refresh);
  }

  @Override
  public void commit() {
    measured.run("commit", writer::commit);
  }

  @Override
  public ReadPoint applied() {
    return writer.applied();
  }

  @Override
  public long sweep(ReadPoint before) {
    return measured.of("sweep", () -> writer.sweep(before));
  }

  @Override
  public long sweepTombstones(Instant before) {
    return measured.of("sweep-tombstones", () -> writer.sweepTombstones(before));
  }
}
