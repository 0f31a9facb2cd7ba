package dev.freshet.query.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Scope;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Reads JWTs of one issuer: signed (RS, PS and ES with SHA-2; never {@code none}, never a shared
 * secret), by a key that the issuer publishes, whatever the token's own header says of keys; not
 * expired, for this audience.
 */
final class Tokens {
  private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");
  private static final int LONGEST_CAUSE = 200;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** Tokens whose signature needs no second look: that costs more than all else at the door. */
  private static final int MOST_SEEN = 10_000;

  private final IssuerSettings settings;
  private final IssuerKeys keys;
  private final InstantSource clock;
  private final Eldest<String, AtomicReference<Seen>> seen = new Eldest<>(MOST_SEEN);
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * A good token.
   *
   * @param caller who holds it
   * @param expires when it is good no more, the clocks' difference included
   */
  record Good(Caller caller, Instant expires) {}

  /** A token that was good by the keys which the issuer gave at that time. */
  private record Seen(Good good, Instant keysAt) {}

  Tokens(IssuerSettings settings, IssuerKeys keys, InstantSource clock) {
    this.settings = settings;
    this.keys = keys;
    this.clock = clock;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(new Verifier(settings, clock));
  }

  /** The library's, with our clock. */
  private static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    private Verifier(IssuerSettings settings, InstantSource clock) {
      super(
          settings.audience(),
          new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
          Set.of("sub", "exp"));
      this.clock = clock;
      setMaxClockSkew((int) settings.skew().toSeconds());
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }

  /** Whether a bearer credential looks like one. */
  static boolean looksLikeOne(String credential) {
    return FORM.matcher(credential).matches();
  }

  /**
   * Whom a token names.
   *
   * @param tag stands for the token
   * @throws Problem 401 where it is not good, 403 where it does not say enough
   * @throws Outage where the issuer's keys are not known
   */
  Good read(String token, String tag) {
    try {
      Instant keysAt = keys.at();
      Optional<Good> before = seen(tag, keysAt);
      if (before.isPresent()) {
        return before.get();
      }
      Good good = verified(token);
      seen.get(tag, AtomicReference::new).set(new Seen(good, keysAt));
      return good;
    } catch (KeySourceException e) {
      throw new Outage("the token issuer", String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<Good> seen(String tag, Instant keysAt) {
    return seen.find(tag)
        .map(AtomicReference::get)
        .filter(its -> its.keysAt().equals(keysAt))
        .map(Seen::good)
        .filter(good -> clock.instant().isBefore(good.expires()));
  }

  private Good verified(String token) throws KeySourceException {
    try {
      JWTClaimsSet set = processor.process(token, null);
      return new Good(
          caller(new Claims(set.getClaims()), set.getSubject()),
          set.getExpirationTime().toInstant().plus(settings.skew()));
    } catch (KeySourceException e) {
      throw e;
    } catch (ExpiredJWTException _) {
      throw BearerCredential.expired("the token has expired: get a new one");
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw refused(e);
    }
  }

  private static Problem refused(Exception e) {
    String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String shown = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "…" : cause;
    return Problem.of(401, "Unauthorised", "the token is not good here: " + shown)
        .with("field", "Authorization")
        .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  private Caller caller(Claims claims, String subject) {
    Set<String> principals = settings.principals().of(claims);
    // Read like any other claim, so that no name has what a log or a page cannot show.
    String name = "sub:" + claims.texts("sub").stream().findFirst().orElse(subject);
    return new Caller(new Access(tenant(claims), principals), scopes(claims), name);
  }

  private Tenant tenant(Claims claims) {
    List<String> given = claims.texts(settings.tenantClaim());
    if (given.size() > 1) {
      throw claims.refused("names several tenants in " + settings.tenantClaim());
    }
    try {
      Optional<Tenant> named = given.stream().findFirst().map(ReservedTenant::not);
      return named
          .or(settings::tenant)
          .orElseThrow(
              () ->
                  claims.refused("names no tenant: it lacks the claim " + settings.tenantClaim()));
    } catch (IllegalArgumentException e) {
      throw claims.refused(
          "has no good tenant in " + settings.tenantClaim() + ": " + e.getMessage());
    }
  }

  private Set<Scope> scopes(Claims claims) {
    Set<String> given = claims.words(settings.scopeClaim());
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (given.contains(settings.scopePrefix() + scope.label())) {
        scopes.add(scope);
      }
    }
    return scopes;
  }
}
