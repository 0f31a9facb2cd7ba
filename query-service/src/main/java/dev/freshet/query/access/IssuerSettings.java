package dev.freshet.query.access;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whose tokens are good, and how they are read.
 *
 * @param issuer the issuer's identifier, an address
 * @param audience that must be among the token's
 * @param tenantClaim the claim that holds the tenant
 * @param tenant of tokens without that claim; empty: they are refused
 * @param principals how principals are made of claims
 * @param scopeClaim the claim that holds scopes
 * @param scopePrefix what stands before the names of our scopes
 * @param skew how far the issuer's clock may be off
 * @param refresh how old the issuer's keys get before they are asked for again
 * @param outage how old they may get while the issuer does not answer
 */
record IssuerSettings(
    URI issuer,
    String audience,
    String tenantClaim,
    Optional<Tenant> tenant,
    PrincipalPatterns principals,
    String scopeClaim,
    String scopePrefix,
    Duration skew,
    Duration refresh,
    Duration outage) {
  private static final Setting<String> ISSUER =
      Setting.text(
          "access.oidc-issuer",
          "",
          "OIDC issuer whose JWTs are accepted, an https address as their claim iss has it. Keys and"
              + " issuer may be used together.");

  private static final Setting<String> AUDIENCE =
      Setting.text(
          "access.oidc-audience",
          "",
          "What the claim aud of a token must name: this service, as the issuer knows it. Needed"
              + " where there is an issuer.");

  private static final Setting<String> TENANT_CLAIM =
      Setting.text(
          "access.oidc-tenant-claim",
          "tenant",
          "Claim that holds the caller's tenant; dots lead into objects.");

  private static final Setting<String> TENANT =
      Setting.text(
          "access.oidc-tenant",
          "",
          "Tenant of tokens that have no such claim; empty: they are refused.");

  private static final Setting<String> PRINCIPALS =
      Setting.text(
          "access.oidc-principals",
          "user:{sub},group:{groups}",
          "How a caller's principals are made of claims: patterns with a claim in braces, separated"
              + " by commas; a claim that is a list makes one principal of each.");

  private static final Setting<String> SCOPE_CLAIM =
      Setting.text(
          "access.oidc-scope-claim",
          "scope",
          "Claim that holds scopes, as a list or a text with blanks between; dots lead into objects.");

  private static final Setting<String> SCOPE_PREFIX =
      Setting.text(
          "access.oidc-scope-prefix",
          "",
          "What stands before read, publish and admin in that claim, such as freshet:. What else"
              + " stands there is passed over.");

  private static final Setting<Duration> SKEW =
      Setting.duration(
          "access.oidc-skew",
          "30s",
          Duration.ofSeconds(0),
          Duration.ofMinutes(5),
          "How far the issuer's clock may be off.");

  private static final Setting<Duration> REFRESH =
      Setting.duration(
          "access.oidc-refresh",
          "5m",
          Duration.ofSeconds(1),
          Duration.ofDays(1),
          "How old the issuer's keys get before they are asked for again. A token of a key that is"
              + " not known asks sooner, at most every 30 s.");

  private static final Setting<Duration> OUTAGE =
      Setting.duration(
          "access.oidc-outage",
          "1h",
          Duration.ofSeconds(1),
          Duration.ofDays(7),
          "How old the issuer's keys may get while it does not answer; after that tokens are answered"
              + " 503.");

  static final List<Setting<?>> ALL =
      List.of(
          ISSUER,
          AUDIENCE,
          TENANT_CLAIM,
          TENANT,
          PRINCIPALS,
          SCOPE_CLAIM,
          SCOPE_PREFIX,
          SKEW,
          REFRESH,
          OUTAGE);

  /** Reads them; what does not fit together is noted as a problem. */
  static Optional<IssuerSettings> of(Settings settings) {
    String issuer = settings.get(ISSUER);
    String audience = settings.get(AUDIENCE);
    String tenant = settings.get(TENANT);
    IssuerSettings read =
        new IssuerSettings(
            uri(issuer),
            audience,
            settings.get(TENANT_CLAIM),
            tenant.isEmpty() ? Optional.empty() : tenant(tenant, settings),
            patterns(settings),
            settings.get(SCOPE_CLAIM),
            settings.get(SCOPE_PREFIX),
            settings.get(SKEW),
            settings.get(REFRESH),
            settings.get(OUTAGE));
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    if (!trusted(read.issuer())) {
      settings.problem(
          ISSUER.key()
              + " is \""
              + issuer
              + "\": give an https address; http only for an issuer on this machine");
    }
    if (audience.isBlank()) {
      settings.problem(
          AUDIENCE.key()
              + " is empty: name what "
              + issuer
              + " puts into aud for this service, else any of its tokens would open it");
    }
    return Optional.of(read);
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      return URI.create("");
    }
  }

  private static Optional<Tenant> tenant(String name, Settings settings) {
    try {
      return Optional.of(ReservedTenant.not(name));
    } catch (IllegalArgumentException e) {
      settings.problem(TENANT.key() + " is \"" + name + "\": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static PrincipalPatterns patterns(Settings settings) {
    String text = settings.get(PRINCIPALS);
    try {
      return PrincipalPatterns.parse(text);
    } catch (IllegalArgumentException e) {
      settings.problem(PRINCIPALS.key() + " is \"" + text + "\": " + e.getMessage());
      return PrincipalPatterns.parse(PRINCIPALS.fallback());
    }
  }

  /** Whether nobody in between can change what an address answers. */
  static boolean trusted(URI address) {
    if (address.getHost() == null || address.getUserInfo() != null) {
      return false;
    }
    return switch (String.valueOf(address.getScheme())) {
      case "https" -> true;
      case "http" -> loopback(address.getHost());
      default -> false;
    };
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
