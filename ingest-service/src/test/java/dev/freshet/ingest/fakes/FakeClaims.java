package dev.freshet.ingest.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes by name at {@code s3://fake/name}. */
public final class FakeClaims implements Claims {
  private static final String PLACE = "s3://fake/";

  /** So many fetches end in an outage. */
  public final AtomicInteger outages = new AtomicInteger();

  public final AtomicInteger fetched = new AtomicInteger();
  public final List<String> forgotten = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Path folder;

  public FakeClaims(Path folder) {
    this.folder = folder;
  }

  /** Puts an object there, and gives the reference to it. */
  public Claim with(String name, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    objects.put(name, bytes);
    return new Claim(URI.create(PLACE + name), bytes.length, Sha256.hex(bytes));
  }

  public void remove(String name) {
    objects.remove(name);
  }

  @Override
  public void check(Claim claim) throws Unclaimable {
    if (!claim.uri().toString().startsWith(PLACE)) {
      throw new Unclaimable(Reason.CLAIM_REFUSED, "elsewhere");
    }
  }

  @Override
  public Fetched fetch(Claim claim) throws Unclaimable {
    fetched.incrementAndGet();
    if (outages.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new Outage("claims", "is away", null);
    }
    byte[] bytes = objects.get(claim.uri().toString().substring(PLACE.length()));
    if (bytes == null) {
      throw new Unclaimable(Reason.CLAIM_MISSING, "gone");
    }
    if (bytes.length != claim.size() || !Sha256.hex(bytes).equals(claim.sha256())) {
      throw new Unclaimable(Reason.CLAIM_MISMATCH, "other bytes");
    }
    return new OnDisk(write(bytes));
  }

  private Path write(byte[] bytes) {
    try {
      return Files.write(Files.createTempFile(folder, "claim", ""), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record OnDisk(Path file) implements Fetched {
    @Override
    public void close() {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void forget(DocumentIdentity identity, Instant until) {
    forgotten.add(identity + " until " + until);
  }
}
