package dev.freshet.claims;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.ClaimDeposit;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All places of claims, by the settings. Safe to use from several threads. */
public final class ClaimStores implements Claims, AutoCloseable {
  /** What outages of a place are called. */
  static final String DEPENDENCY = "claims";

  private final ClaimSettings settings;
  private final List<Open> places = new ArrayList<>();
  private final Copying copying;
  private final Forgetting forgetting;
  private final Optional<Sweep> sweep;

  private record Open(Location location, Place place) {}

  private record Found(Place place, String name) {}

  private ClaimStores(ClaimSettings settings, InstantSource clock) {
    this.settings = settings;
    this.copying = new Copying(settings.leastFree(), settings.deadline());
    this.forgetting = new Forgetting(settings.working().resolve("forget"));
    settings.allowed().forEach(location -> places.add(new Open(location, place(location))));
    this.sweep =
        settings
            .location()
            .map(_ -> new Sweep(places.getFirst().place(), forgetting, settings, clock));
  }

  /**
   * Opens them; a bucket is not asked for anything yet.
   *
   * @throws UncheckedIOException when the working folder, or the folder that files are put in,
   *     cannot be made
   */
  public static ClaimStores open(ClaimSettings settings, InstantSource clock) {
    try {
      if (!settings.allowed().isEmpty()) {
        WorkingFiles.ready(settings.working());
      }
      Optional<Path> folder = settings.location().filter(Location::isFolder).map(Location::folder);
      if (folder.isPresent()) {
        Files.createDirectories(folder.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("claim.location or claim.working-directory: " + e, e);
    }
    return new ClaimStores(settings, clock);
  }

  private Place place(Location location) {
    return location.isFolder()
        ? new FolderPlace(location.folder(), copying)
        : new S3Place(location, S3Clients.of(settings.s3()), settings.working(), copying);
  }

  /** Ends what is to go, from now on; in one of the processes that share a place, or in several. */
  public void startSweeping() {
    sweep.ifPresent(Sweep::start);
  }

  /** For what is published; empty where {@code claim.location} is. */
  public Optional<ClaimDeposit> deposit() {
    return settings.location().map(Depositing::new);
  }

  @Override
  public void check(Claim claim) throws Unclaimable {
    Found _ = find(claim);
  }

  private Found find(Claim claim) throws Unclaimable {
    if (claim.size() > settings.maxBytes()) {
      throw new Unclaimable(
          Reason.TOO_LARGE,
          "the file has " + claim.size() + " bytes; claim.max-bytes allows " + settings.maxBytes());
    }
    for (Open open : places) {
      Optional<String> name = open.location().nameOf(claim.uri());
      if (name.isPresent()) {
        return new Found(open.place(), name.get());
      }
    }
    throw new Unclaimable(
        Reason.CLAIM_REFUSED,
        "the reference is not followed: it points to no place in claim.locations");
  }

  @Override
  public Fetched fetch(Claim claim) throws Unclaimable {
    Found found = find(claim);
    Path file = WorkingFiles.name(settings.working());
    boolean good = false;
    try (Place.Opened opened = found.place().open(found.name())) {
      requireSize(claim, opened.size());
      Measured measured = new Measured(opened.bytes(), ClaimStores::brokeOff);
      copying.to(file, measured);
      requireSize(claim, measured.size());
      requireSum(claim, measured.sha256());
      good = true;
      return new OnDisk(file);
    } catch (IOException e) {
      throw new Outage(DEPENDENCY, settings.working() + " cannot be written: " + e, e);
    } finally {
      if (!good) {
        delete(file);
      }
    }
  }

  private static RuntimeException brokeOff(IOException e) {
    return new Outage(DEPENDENCY, "the bytes broke off: " + e.getMessage(), e);
  }

  private static void requireSize(Claim claim, long size) throws Unclaimable {
    if (size != claim.size()) {
      throw new Unclaimable(
          Reason.CLAIM_MISMATCH,
          "the object has " + size + " bytes, the reference says " + claim.size());
    }
  }

  private static void requireSum(Claim claim, String sha256) throws Unclaimable {
    if (!sha256.equals(claim.sha256())) {
      throw new Unclaimable(
          Reason.CLAIM_MISMATCH,
          "the object's SHA-256 is " + sha256 + ", the reference says " + claim.sha256());
    }
  }

  private record OnDisk(Path file) implements Fetched {
    @Override
    public void close() {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Outage(DEPENDENCY, file + " cannot be removed", e);
    }
  }

  @Override
  public void forget(DocumentIdentity identity, Instant until) {
    if (sweep.isPresent()) {
      forgetting.mark(Names.owner(identity), until);
    }
  }

  private final class Depositing implements ClaimDeposit {
    private final Location location;

    Depositing(Location location) {
      this.location = location;
    }

    @Override
    public long maxBytes() {
      return settings.maxBytes();
    }

    @Override
    public Claim deposit(DocumentIdentity identity, InputStream body) {
      Measured measured =
          new Measured(body, e -> new UncheckedIOException("the request's body broke off", e));
      String name = Names.fresh(Names.owner(identity));
      places.getFirst().place().write(name, measured);
      return new Claim(location.address(name), measured.size(), measured.sha256());
    }
  }

  @Override
  public void close() {
    sweep.ifPresent(Sweep::close);
    places.forEach(open -> open.place().close());
  }
}
