package dev.freshet.query.access;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Doorkeeper;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells callers by their keys or tokens, and counts what they ask. */
public final class Callers implements Doorkeeper, AutoCloseable {
  private static final Caller EVERYONE =
      new Caller(new Access(Tenant.DEFAULT, Set.of()), Set.of(Scope.values()));

  private final AccessSettings settings;
  private final InstantSource clock;
  private final Optional<KeyRing> keys;
  private final Optional<Issuer> issuer;
  private final Attempts attempts;
  private final Usage usage;

  /** An issuer, its keys, and how it is asked. */
  private record Issuer(IssuerHttp http, IssuerKeys keys, Tokens tokens) {}

  /**
   * @param clock tells when keys and tokens expire, and how fast somebody asks
   * @throws InvalidKeys when the key file cannot be used
   */
  public Callers(AccessSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    keys = settings.keys().map(file -> new KeyRing(file, settings.reload(), clock));
    issuer = settings.issuer().map(this::issuer);
    attempts = new Attempts(settings.attempts(), clock);
    usage = new Usage(settings.limits(), settings.subjects(), clock);
  }

  private Issuer issuer(IssuerSettings its) {
    IssuerHttp http = new IssuerHttp(its.issuer());
    IssuerKeys published = new IssuerKeys(http::keys, its.refresh(), its.outage(), clock);
    return new Issuer(http, published, new Tokens(its, published, clock));
  }

  @Override
  public boolean open() {
    return settings.open();
  }

  @Override
  public Admission admit(Optional<String> authorization, String address) {
    if (open()) {
      return Admission.of(EVERYONE);
    }
    String credential = BearerCredential.of(authorization);
    String tag = Digests.tag(credential);
    attempts.require(address, tag);
    Admission admission;
    try {
      admission = keyed(tag).or(() -> tokened(credential, tag)).orElseThrow(Callers::unknown);
    } catch (Problem e) {
      if (BearerCredential.guessed(e)) {
        attempts.failed(address);
      }
      throw e;
    }
    attempts.passed(address, tag);
    return admission;
  }

  private Optional<Admission> keyed(String tag) {
    return keys.flatMap(ring -> ring.find(tag)).map(this::admitted);
  }

  private Admission admitted(Key key) {
    if (key.expired(clock.instant())) {
      throw BearerCredential.expired("the key has expired: ask for a new one");
    }
    KeyRing ring = keys.orElseThrow();
    return new Admission(
        key.caller(),
        usage.take(key),
        () ->
            ring.find(key.tag()).filter(now -> now.caller().equals(key.caller())).isPresent()
                && !key.expired(clock.instant()));
  }

  private Optional<Admission> tokened(String credential, String tag) {
    return issuer
        .filter(_ -> Tokens.looksLikeOne(credential))
        .map(its -> admitted(its.tokens().read(credential, tag)));
  }

  private Admission admitted(Tokens.Good token) {
    Instant expires = token.expires();
    return new Admission(
        token.caller(), usage.take(token.caller()), () -> clock.instant().isBefore(expires));
  }

  private static Problem unknown() {
    return BearerCredential.refused("the key is not known here: check it");
  }

  /** {@code GET /v1/me}: who the caller is, and how much he may ask. */
  public Reply me(Request request) {
    Caller caller = request.caller();
    return Reply.json(200, AccessJson.me(caller, usage.of(caller, all())));
  }

  /** {@code GET /v1/access}: the keys there are, without the keys. */
  public Reply list(Request request) {
    Parameters.of(request, List.of());
    return Reply.json(
        200,
        AccessJson.list(
            all().stream().map(key -> usage.of(key)).toList(),
            keys.map(KeyRing::readAt),
            settings.issuer(),
            usage.subjects()));
  }

  private Collection<Key> all() {
    return keys.<Collection<Key>>map(KeyRing::all).orElse(List.of());
  }

  /** What is wrong with the key file and the issuer, by name; empty texts: nothing. */
  public Map<String, Optional<String>> troubles() {
    Map<String, Optional<String>> troubles = new LinkedHashMap<>();
    keys.ifPresent(ring -> troubles.put("api-keys", ring.trouble()));
    issuer.ifPresent(its -> troubles.put("oidc-issuer", its.keys().trouble()));
    return troubles;
  }

  @Override
  public void close() {
    keys.ifPresent(KeyRing::close);
    issuer.ifPresent(its -> its.http().close());
  }
}
