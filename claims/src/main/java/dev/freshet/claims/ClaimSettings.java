package dev.freshet.claims;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where bytes beyond a record's size lie, and how much of them.
 *
 * @param location where those published over HTTP are put; empty: nowhere
 * @param locations where references may point, besides
 * @param maxBytes of one document
 * @param deadline for moving one document's bytes
 * @param working this process's folder for bytes on their way
 * @param leastFree bytes that stay free on the disks written to
 * @param retention how long what was taken in is kept
 * @param sweepEvery how often what is to go is looked for
 * @param s3 how S3 is reached
 */
public record ClaimSettings(
    Optional<Location> location,
    List<Location> locations,
    long maxBytes,
    Duration deadline,
    Path working,
    long leastFree,
    Duration retention,
    Duration sweepEvery,
    S3Settings s3) {

  /** See {@link #location}. */
  public static final Setting<Optional<Location>> LOCATION =
      new Setting<>(
          "claim.location",
          "file:/folder or s3://bucket/prefix",
          "",
          false,
          "Where files beyond publish.max-bytes that are published over HTTP are put, for all"
              + " services to reach; references may point there; empty: such files are refused.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(Location.parse(text)));

  /** See {@link #locations}. */
  public static final Setting<List<Location>> LOCATIONS =
      new Setting<>(
          "claim.locations",
          "file:/folder or s3://bucket/prefix, separated by commas",
          "",
          false,
          "Where the references of records may point, besides claim.location; all others become"
              + " dead letters.",
          Location::parseAll);

  /** See {@link #maxBytes}. */
  public static final Setting<Long> MAX_BYTES =
      Setting.size(
          "claim.max-bytes",
          "1GB",
          1_000,
          5_000_000_000L,
          "The largest file that a reference may stand for.");

  /** See {@link #deadline}. */
  public static final Setting<Duration> DEADLINE =
      Setting.duration(
          "claim.deadline",
          "15m",
          Duration.ofSeconds(1),
          Duration.ofHours(5),
          "How long the bytes of one file may take from or to their place before that counts as an"
              + " outage.");

  /** See {@link #working}. */
  public static final Setting<String> WORKING_DIRECTORY =
      Setting.text(
          "claim.working-directory",
          "data/claims-under-way",
          "Where the bytes of such files stand while something is done with them; used by nothing"
              + " else, and by one process.");

  /** See {@link #leastFree}. */
  public static final Setting<Long> LEAST_FREE =
      Setting.size(
          "claim.least-free",
          "1GiB",
          0,
          1_000_000_000_000L,
          "What such files leave free on a disk; below it they wait, or are refused as 503.");

  /** See {@link #retention}. */
  public static final Setting<Duration> RETENTION =
      Setting.duration(
          "claim.retention",
          "30d",
          Duration.ofDays(7),
          Duration.ofDays(36500),
          "How long files stay at claim.location, whether a record refers to them or not; those of"
              + " deleted documents go sooner.");

  /** See {@link #sweepEvery}. */
  public static final Setting<Duration> SWEEP_EVERY =
      Setting.duration(
          "claim.sweep-every",
          "1h",
          Duration.ofMinutes(1),
          Duration.ofDays(7),
          "How often files at claim.location are looked for that are to go.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      Stream.concat(
              Stream.<Setting<?>>of(
                  LOCATION,
                  LOCATIONS,
                  MAX_BYTES,
                  DEADLINE,
                  WORKING_DIRECTORY,
                  LEAST_FREE,
                  RETENTION,
                  SWEEP_EVERY),
              S3Settings.ALL.stream())
          .toList();

  /** Reads them. */
  public static ClaimSettings of(Settings settings) {
    return new ClaimSettings(
        settings.get(LOCATION),
        settings.get(LOCATIONS),
        settings.get(MAX_BYTES),
        settings.get(DEADLINE),
        Path.of(settings.get(WORKING_DIRECTORY)),
        settings.get(LEAST_FREE),
        settings.get(RETENTION),
        settings.get(SWEEP_EVERY),
        S3Settings.of(settings));
  }

  /** Where what is published over HTTP is put, for a person; empty: nowhere. */
  public Optional<String> where() {
    return location.map(Location::toString);
  }

  /** All the places that references may point to. */
  List<Location> allowed() {
    return Stream.concat(location.stream(), locations.stream()).distinct().toList();
  }
}
