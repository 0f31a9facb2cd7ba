package dev.freshet.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.settings.Settings;
import dev.freshet.query.exchange.Admission;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private final MovingClock clock = new MovingClock();
  private final FakeIssuer issuer = new FakeIssuer();
  private final Callers callers = callers(Map.of());

  @AfterEach
  void close() {
    callers.close();
    issuer.close();
  }

  private Callers callers(Map<String, String> more) {
    Map<String, String> flags =
        new HashMap<>(
            Map.of(
                "access.oidc-issuer", issuer.url(), "access.oidc-audience", FakeIssuer.AUDIENCE));
    flags.putAll(more);
    Settings settings = new Settings(flags, Map.of(), Map.of());
    AccessSettings access = AccessSettings.of(settings);
    settings.check(List.of());
    return new Callers(access, clock);
  }

  private JWTClaimsSet.Builder claims() {
    return issuer.claims("ann", clock.instant());
  }

  private Admission admit(String token) {
    return callers.admit(Optional.of("Bearer " + token), "192.0.2.1");
  }

  private void refused(String token, int status, String detail) {
    assertThatThrownBy(() -> admit(token))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status))
        .hasMessageContaining(detail);
  }

  @Test
  void caller_ofAGoodToken_isWhatItsClaimsSay() {
    Caller caller = admit(issuer.sign(claims().build())).caller();

    assertThat(caller.name()).isEqualTo("sub:ann");
    assertThat(caller.access().tenant()).isEqualTo(new Tenant("acme"));
    assertThat(caller.access().principals())
        .containsExactlyInAnyOrder("user:ann", "group:legal", "group:sales");
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.PUBLISH);
  }

  @Test
  void claims_thatLieElsewhere_areFoundByTheSettings() {
    try (Callers other =
        callers(
            Map.of(
                "access.oidc-principals", "role:{realm_access.roles}",
                "access.oidc-tenant-claim", "org.id",
                "access.oidc-scope-claim", "permissions",
                "access.oidc-scope-prefix", "freshet:"))) {
      String token =
          issuer.sign(
              claims()
                  .claim("realm_access", Map.of("roles", List.of("editor")))
                  .claim("org", Map.of("id", "globex"))
                  .claim("permissions", List.of("freshet:admin", "read"))
                  .build());

      Caller caller = other.admit(Optional.of("Bearer " + token), "192.0.2.1").caller();

      assertThat(caller.access().tenant()).isEqualTo(new Tenant("globex"));
      assertThat(caller.access().principals()).containsExactly("role:editor");
      assertThat(caller.scopes()).containsExactly(Scope.ADMIN);
    }
  }

  @Test
  void token_withoutATenant_isRefusedUnlessTheSettingsHaveOne() {
    String token = issuer.sign(claims().claim("tenant", null).build());

    refused(token, 403, "the token names no tenant: it lacks the claim tenant");
    try (Callers other = callers(Map.of("access.oidc-tenant", "globex"))) {
      assertThat(
              other.admit(Optional.of("Bearer " + token), "192.0.2.1").caller().access().tenant())
          .isEqualTo(new Tenant("globex"));
    }
  }

  @Test
  void token_withClaimsOfAnotherShape_isRefusedAndNeverTakenForLess() {
    refused(issuer.sign(claims().claim("tenant", "a/b").build()), 403, "no good tenant in tenant");
    refused(
        issuer.sign(claims().claim("tenant", List.of("acme", "globex")).build()),
        403,
        "names several tenants");
    refused(issuer.sign(claims().claim("groups", List.of(1)).build()), 403, "something else in");
    refused(issuer.sign(claims().claim("groups", Map.of("a", "b")).build()), 403, "something else");
    refused(issuer.sign(claims().subject("ann\r\nX: y").build()), 403, "something else in sub");
    assertThat(admit(issuer.sign(claims().claim("scope", "openid").build())).caller().scopes())
        .isEmpty();
  }

  @Test
  void token_thatIsUnsigned_isRefused() {
    refused(new PlainJWT(claims().build()).serialize(), 401, "the token is not good here");
  }

  @Test
  void token_signedWithThePublicKeyAsASecret_isRefused() throws Exception {
    for (byte[] secret :
        List.of(
            issuer.key().toRSAPublicKey().getEncoded(),
            issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
      token.sign(new MACSigner(secret));

      refused(token.serialize(), 401, "the token is not good here");
    }
  }

  @Test
  void token_ofAnotherAudienceIssuerOrTime_isRefused() {
    Instant now = clock.instant();
    refused(issuer.sign(claims().audience("other").build()), 401, "the token is not good here");
    refused(issuer.sign(claims().audience((String) null).build()), 401, "is not good here");
    refused(issuer.sign(claims().issuer("http://127.0.0.1:1").build()), 401, "is not good here");
    refused(issuer.sign(claims().issuer(null).build()), 401, "is not good here");
    refused(issuer.sign(claims().expirationTime(null).build()), 401, "is not good here");
    refused(issuer.sign(claims().subject(null).build()), 401, "is not good here");
    refused(
        issuer.sign(claims().expirationTime(Date.from(now.minusSeconds(31))).build()),
        401,
        "the token has expired: get a new one");
    refused(
        issuer.sign(claims().notBeforeTime(Date.from(now.plusSeconds(31))).build()),
        401,
        "is not good here");
  }

  @Test
  void clocks_mayDifferByTheSkew() {
    Instant now = clock.instant();
    String late = issuer.sign(claims().expirationTime(Date.from(now.minusSeconds(29))).build());
    String early = issuer.sign(claims().notBeforeTime(Date.from(now.plusSeconds(29))).build());

    assertThat(admit(late).caller().name()).isEqualTo("sub:ann");
    assertThat(admit(early).caller().name()).isEqualTo("sub:ann");
  }

  @Test
  void token_thatBringsItsOwnKey_isRefusedAndNobodyIsAskedForIt() {
    RSAKey foreign = FakeIssuer.foreign("first");
    try (FakeIssuer attacker = new FakeIssuer()) {
      for (JWSHeader header :
          List.of(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("first")
                  .jwkURL(URI.create(attacker.url() + "/keys"))
                  .build(),
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("first")
                  .x509CertURL(URI.create(attacker.url() + "/cert"))
                  .build(),
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("first")
                  .jwk(foreign.toPublicJWK())
                  .build(),
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("../../first' or 1=1").build(),
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("first")
                  .type(new JOSEObjectType("secevent+jwt"))
                  .build())) {
        refused(FakeIssuer.sign(header, claims().build(), foreign), 401, "is not good here");
      }
      assertThat(attacker.asked).isEmpty();
    }
  }

  @Test
  void token_thatIsTamperedWith_isRefused() {
    String[] good = issuer.sign(claims().build()).split("\\.", -1);
    String[] other = issuer.sign(claims().claim("tenant", "globex").build()).split("\\.", -1);

    refused(good[0] + '.' + other[1] + '.' + good[2], 401, "is not good here");
    refused(good[0] + '.' + good[1] + '.', 401, "is not good here");
    refused(good[0] + '.' + good[1] + ".AAAA", 401, "is not good here");
    refused("x".repeat(16_385), 401, "longer than 16384 characters");
    refused("e30.e30.e30", 401, "is not good here");
    refused("a.b", 401, "the key is not known here: check it");
  }

  @Test
  void keyOfTheIssuer_thatIsNew_isAskedForOnceAndThenNotForAWhile() {
    String before = issuer.sign(claims().build());
    admit(before);
    issuer.rotate();
    clock.move(IssuerKeys.PAUSE);

    assertThat(admit(issuer.sign(claims().build())).caller().name()).isEqualTo("sub:ann");
    int asked = issuer.asked.size();
    assertThat(asked).isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      refused(
          FakeIssuer.sign(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("guess" + i).build(),
              claims().build(),
              issuer.key()),
          401,
          "is not good here");
    }
    refused(before, 401, "is not good here");
    assertThat(issuer.asked).hasSize(asked);
  }

  @Test
  void issuer_thatIsAway_costsNothingForAWhileAndThenAnswers503() {
    String token = issuer.sign(claims().expirationTime(far()).build());
    admit(token);
    issuer.down = true;
    clock.move(Duration.ofMinutes(59));

    assertThat(admit(token).caller().name()).isEqualTo("sub:ann");
    clock.move(Duration.ofMinutes(2));
    assertThatThrownBy(() -> admit(token)).isInstanceOf(Outage.class);
    assertThat(callers.troubles().get("oidc-issuer"))
        .contains("/.well-known/openid-configuration answered 500");

    issuer.down = false;
    clock.move(IssuerKeys.RETRY);
    assertThat(admit(token).caller().name()).isEqualTo("sub:ann");
    assertThat(callers.troubles().get("oidc-issuer")).isEmpty();
  }

  private Date far() {
    return Date.from(clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void issuer_thatIsAwayWhenItsKeyIsNew_is503AndNot401() {
    admit(issuer.sign(claims().build()));
    issuer.rotate();
    issuer.down = true;
    clock.move(IssuerKeys.PAUSE);

    assertThatThrownBy(() -> admit(issuer.sign(claims().build()))).isInstanceOf(Outage.class);
  }

  @Test
  void issuer_whoseAnswerIsAnothers_isNotBelieved() {
    issuer.named = "https://accounts.example";
    String token = issuer.sign(claims().build());
    assertThatThrownBy(() -> admit(token)).isInstanceOf(Outage.class);

    issuer.named = issuer.url();
    issuer.body = "x".repeat((1 << 20) + 1);
    clock.move(IssuerKeys.RETRY);
    assertThatThrownBy(() -> admit(token)).isInstanceOf(Outage.class);
    issuer.body = "[]";
    clock.move(IssuerKeys.RETRY);
    assertThatThrownBy(() -> admit(token)).isInstanceOf(Outage.class);
    issuer.body = "";
    clock.move(IssuerKeys.RETRY);
    assertThat(admit(token).caller().name()).isEqualTo("sub:ann");
  }

  @Test
  void token_thatWasSeen_isRefusedOnceItExpiredOrItsKeyIsGone() {
    String token = issuer.sign(claims().build());
    admit(token);
    assertThat(admit(token).caller().name()).isEqualTo("sub:ann");
    clock.move(Duration.ofSeconds(331));
    refused(token, 401, "the token has expired: get a new one");

    String lasting = issuer.sign(claims().expirationTime(far()).build());
    admit(lasting);
    issuer.rotate();
    clock.move(Duration.ofMinutes(61));
    refused(lasting, 401, "is not good here");
  }

  @Test
  void admission_standsAsLongAsItsToken() {
    Admission admission = admit(issuer.sign(claims().build()));

    assertThat(admission.stands().getAsBoolean()).isTrue();
    clock.move(Duration.ofSeconds(331));
    assertThat(admission.stands().getAsBoolean()).isFalse();
  }

  @Test
  void settings_thatWouldTrustTooMuch_areRefused() {
    assertThatThrownBy(() -> callers(Map.of("access.oidc-issuer", "http://accounts.example")))
        .hasMessageContaining("give an https address");
    assertThatThrownBy(() -> callers(Map.of("access.oidc-audience", "")))
        .hasMessageContaining("access.oidc-audience is empty");
    assertThatThrownBy(() -> callers(Map.of("access.oidc-principals", "user:sub")))
        .hasMessageContaining("give patterns with one claim in braces each");
    assertThatThrownBy(() -> callers(Map.of("access.oidc-tenant", "a/b")))
        .hasMessageContaining("tenant is not 1 to 64 letters");
  }
}
