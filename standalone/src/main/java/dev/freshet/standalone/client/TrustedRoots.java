package dev.freshet.standalone.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts the certificates of one PEM file and no others. */
final class TrustedRoots {
  private TrustedRoots() {}

  /**
   * TLS that trusts them.
   *
   * @throws Problem when the file cannot be used
   */
  static SSLContext of(Path file) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        store.setCertificateEntry("root" + count++, certificate);
      }
      if (count == 0) {
        throw new Problem(400, "--ca " + file + ": holds no certificate: give PEM");
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Problem(400, "--ca " + file + ": cannot be used: " + e.getMessage());
    }
  }
}
