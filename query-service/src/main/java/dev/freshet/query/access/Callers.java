package dev.freshet.query.access;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells callers by their keys. Keys are held and compared as SHA-256, in constant time. */
public final class Callers {
  private static final Caller EVERYONE =
      new Caller(new Access(Tenant.DEFAULT, Set.of()), Set.of(Scope.values()));

  @SuppressWarnings("ArrayRecordComponent") // compared in constant time only
  private record Known(byte[] digest, Caller caller) {}

  private final boolean open;
  private final List<Known> known = new ArrayList<>();

  /**
   * @throws InvalidKeys when the file cannot be used
   */
  public Callers(AccessSettings settings) {
    open = settings.keys().isEmpty();
    settings
        .keys()
        .ifPresent(
            file ->
                KeyFile.read(file)
                    .forEach((key, caller) -> known.add(new Known(digest(key), caller))));
  }

  /** Whether everyone may do everything, so that only this machine may reach the service. */
  public boolean open() {
    return open;
  }

  /**
   * The caller of an {@code Authorization} header.
   *
   * @throws Problem 401 when there is no key, or none that is known
   */
  public Caller of(Optional<String> authorization) {
    if (open) {
      return EVERYONE;
    }
    String given =
        authorization.orElseThrow(
            () -> unauthorised("the request has no key: send Authorization: Bearer KEY"));
    if (!given.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthorised("the Authorization header is no bearer key: send Bearer KEY");
    }
    return find(given.substring(7).strip())
        .orElseThrow(() -> unauthorised("the key is not known here: check it"));
  }

  /** Looks at every key whichever fits, so that the time taken tells nothing. */
  private Optional<Caller> find(String key) {
    byte[] digest = digest(key);
    Caller found = null;
    for (Known candidate : known) {
      if (MessageDigest.isEqual(candidate.digest(), digest)) {
        found = candidate.caller();
      }
    }
    return Optional.ofNullable(found);
  }

  private static Problem unauthorised(String detail) {
    return Problem.of(401, "Unauthorised", detail)
        .with("field", "Authorization")
        .withHeader("WWW-Authenticate", "Bearer");
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
