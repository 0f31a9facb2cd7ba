package dev.freshet.ingest.parse.blocks;

import dev.freshet.common.failure.Reason;

/** What is left of the {@link Limits} while one file is read. */
final class Budget {
  private final Limits limits;
  private final long fileBytes;
  private long characters;
  private int blocks;
  private int embedded;
  private long unpacked;

  Budget(Limits limits, long fileBytes) {
    this.limits = limits;
    this.fileBytes = fileBytes;
  }

  void block(int length) {
    blocks++;
    expect(length);
    characters += length;
    if (blocks > limits.blocks()) {
      throw new OverLimit(
          Reason.TOO_LARGE, "the file holds more than " + limits.blocks() + " blocks");
    }
  }

  /** So much text is still to come, at least. */
  void expect(long more) {
    if (characters + more > limits.characters()) {
      // A file that is itself that long is merely long; a shorter one has expanded.
      Reason reason = fileBytes >= limits.characters() ? Reason.TOO_LARGE : Reason.BOMB;
      throw new OverLimit(
          reason, "the file holds more than " + limits.characters() + " characters of text");
    }
  }

  void embedded(int depth) {
    embedded++;
    if (depth > limits.depth()) {
      throw new OverLimit(
          Reason.BOMB, "the file holds documents nested deeper than " + limits.depth());
    }
    if (embedded > limits.embeddedDocuments()) {
      throw new OverLimit(
          Reason.BOMB,
          "the file holds more than " + limits.embeddedDocuments() + " embedded documents");
    }
  }

  long unpackable() {
    return limits.unpackedBytes() - unpacked;
  }

  void unpacked(long bytes) {
    unpacked += bytes;
    if (unpacked > limits.unpackedBytes()) {
      throw new OverLimit(
          Reason.BOMB, "the file unpacks to more than " + limits.unpackedBytes() + " bytes");
    }
  }
}
