package dev.freshet.query.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate with its private key, as two PEM files hold them.
 *
 * @param keys hands both to TLS
 * @param expires when the first certificate of the chain ends
 */
record PemPair(X509ExtendedKeyManager keys, Instant expires) {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  /** What stands before an RSA key of PKCS#1 to make it PKCS#8: the algorithm's name. */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  /** How a key of each algorithm signs, to see whether it is the certificate's. */
  private static final Map<String, String> SIGNING =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private static final char[] NO_PASSWORD = new char[0];

  /**
   * Reads both files.
   *
   * @throws InvalidCertificate naming the file and the fix
   */
  static PemPair read(Path certificate, Path key) {
    List<X509Certificate> chain = chain(certificate);
    PrivateKey secret = secret(key);
    try {
      requireMatch(chain.getFirst(), secret, certificate, key);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("server", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, NO_PASSWORD);
      X509ExtendedKeyManager manager =
          Arrays.stream(factory.getKeyManagers())
              .filter(X509ExtendedKeyManager.class::isInstance)
              .map(X509ExtendedKeyManager.class::cast)
              .findFirst()
              .orElseThrow();
      return new PemPair(manager, chain.getFirst().getNotAfter().toInstant());
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidCertificate(certificate + ": cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> chain(Path file) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidCertificate(
          file + ": holds no certificate that can be read: give PEM, the server's own first", e);
    }
    throw new InvalidCertificate(file + ": holds no certificate: give PEM, the server's own first");
  }

  private static PrivateKey secret(Path file) {
    // The file's text stays out of every message.
    Matcher pem = PRIVATE_KEY.matcher(new String(bytes(file), StandardCharsets.ISO_8859_1));
    if (pem.find()) {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
      PKCS8EncodedKeySpec spec =
          new PKCS8EncodedKeySpec(pem.group(1).startsWith("RSA") ? wrapped(der) : der);
      for (String algorithm : SIGNING.keySet()) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (InvalidKeySpecException _) {
          // Another algorithm's, perhaps.
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("every JDK has " + algorithm, e);
        }
      }
    }
    throw new InvalidCertificate(
        file
            + ": holds no private key that can be read: make it one with openssl pkcs8 -topk8"
            + " -nocrypt");
  }

  /** PKCS#1 as PKCS#8 (RFC 5208): a sequence of version, algorithm and the key as octets. */
  private static byte[] wrapped(byte[] pkcs1) {
    return tagged(0x30, joined(RSA, tagged(0x04, pkcs1)));
  }

  private static byte[] tagged(int tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 128
            ? new byte[] {(byte) tag, (byte) length}
            : length < 65_536
                ? new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length}
                : new byte[] {
                  (byte) tag,
                  (byte) 0x83,
                  (byte) (length >> 16),
                  (byte) (length >> 8),
                  (byte) length
                };
    return joined(head, content);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void requireMatch(X509Certificate own, PrivateKey secret, Path file, Path key)
      throws GeneralSecurityException {
    byte[] sample = {1, 2, 3};
    String algorithm = SIGNING.get(own.getPublicKey().getAlgorithm());
    boolean same = own.getPublicKey().getAlgorithm().equals(secret.getAlgorithm());
    if (algorithm != null && same) {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(secret);
      signing.update(sample);
      byte[] signature = signing.sign();
      signing.initVerify(own.getPublicKey());
      signing.update(sample);
      same = signing.verify(signature);
    }
    if (algorithm == null || !same) {
      throw new InvalidCertificate(key + ": is not the key of the certificate in " + file);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCertificate(file + ": is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidCertificate(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
