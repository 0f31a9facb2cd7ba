package dev.freshet.query.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An OIDC issuer on this machine: its discovery document, its keys, and tokens. */
public final class FakeIssuer implements AutoCloseable {
  /** Whom its tokens are for. */
  public static final String AUDIENCE = "freshet";

  private static final RSAKey FIRST = rsa("first");
  private static final RSAKey SECOND = rsa("second");

  /** The paths asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  volatile boolean down;
  volatile String named;
  volatile String body = "";
  private volatile RSAKey key = FIRST;
  private final HttpServer server;

  /** Answers at once. */
  public FakeIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    named = url();
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its identifier. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  RSAKey key() {
    return key;
  }

  /** Signs with another key from now on, and publishes that alone. */
  void rotate() {
    key = SECOND;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String answer =
        path.equals("/keys")
            ? new JWKSet(key.toPublicJWK()).toString()
            : "{\"issuer\":\"" + named + "\",\"jwks_uri\":\"" + url() + "/keys\"}";
    byte[] bytes = (body.isEmpty() ? answer : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(down ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Claims of a good token. */
  public JWTClaimsSet.Builder claims(String subject, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .subject(subject)
        .audience(AUDIENCE)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("tenant", "acme")
        .claim("groups", List.of("legal", "sales"))
        .claim("scope", "openid read publish");
  }

  /** A signed token. */
  public String sign(JWTClaimsSet claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
  }

  String sign(JWSHeader header, JWTClaimsSet claims) {
    return sign(header, claims, key);
  }

  static String sign(JWSHeader header, JWTClaimsSet claims, RSAKey with) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(with));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody else's key, which nobody publishes. */
  static RSAKey foreign(String id) {
    return rsa(id);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
