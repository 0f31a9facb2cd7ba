package dev.freshet.common.document;

import java.util.List;
import java.util.Optional;

/**
 * A document read: what parse hands to embed.
 *
 * @param metadata completed from the file
 * @param blocks its structure in reading order
 * @param notices what could not be read although the rest could, one sentence each
 * @param lost how many characters of the file said nothing and are in no block: replacement and
 *     control characters, and those that no letter is assigned to
 * @param signals what was measured of its quality; empty until it was, and of what was parsed
 *     before signals were measured
 * @param sketch of its wording; empty as the signals are, and where it is too short for one
 */
public record ParsedDocument(
    Metadata metadata,
    List<Block> blocks,
    List<String> notices,
    int lost,
    List<Signal> signals,
    Optional<Sketch> sketch) {

  /** One of which every character was read and nothing is measured. */
  public ParsedDocument(Metadata metadata, List<Block> blocks, List<String> notices) {
    this(metadata, blocks, notices, 0, List.of(), Optional.empty());
  }

  /** Copies the lists. */
  public ParsedDocument {
    blocks = List.copyOf(blocks);
    notices = List.copyOf(notices);
    signals = List.copyOf(signals);
  }

  /** This, measured. */
  public ParsedDocument measured(List<Signal> measured, Optional<Sketch> sketched) {
    return new ParsedDocument(metadata, blocks, notices, lost, measured, sketched);
  }

  /** This, with what else is known about it. */
  public ParsedDocument withMetadata(Metadata completed) {
    return new ParsedDocument(completed, blocks, notices, lost, signals, sketch);
  }
}
