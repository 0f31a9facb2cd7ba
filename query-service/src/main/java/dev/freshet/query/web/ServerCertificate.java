package dev.freshet.query.web;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key. Looks at the files again and again; a pair that cannot be used,
 * or of which only one half is renewed yet, changes nothing but {@link #trouble}.
 */
final class ServerCertificate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private final WebSettings.TlsFiles files;
  private final ScheduledExecutorService looking;
  private volatile PemPair pair;
  private volatile Optional<String> trouble = Optional.empty();
  private List<FileTime> seen;

  /**
   * @throws InvalidCertificate when the files cannot be used
   */
  ServerCertificate(WebSettings.TlsFiles files) {
    this.files = files;
    seen = stamps();
    pair = PemPair.read(files.certificate(), files.key());
    looking =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificate").factory());
    long every = files.reload().toNanos();
    var _ = looking.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
  }

  /** TLS 1.2 and 1.3 with the pair that counts at each handshake. */
  Tls tls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new RenewedKeys(() -> pair)}, null, null);
      var parameters = context.getDefaultSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setUseCipherSuitesOrder(true);
      return Tls.builder().sslContext(context).sslParameters(parameters).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** When the certificate ends that counts now. */
  Instant expires() {
    return pair.expires();
  }

  /** Why the files as they are now do not count. */
  Optional<String> trouble() {
    return trouble;
  }

  private synchronized void look() {
    List<FileTime> now = stamps();
    if (now.equals(seen) && trouble.isEmpty()) {
      return;
    }
    try {
      PemPair read = PemPair.read(files.certificate(), files.key());
      if (!now.equals(seen)) {
        LOG.info("the certificate was renewed: it ends {}", read.expires());
      }
      pair = read;
      trouble = Optional.empty();
    } catch (InvalidCertificate e) {
      if (trouble.isEmpty()) {
        LOG.warn("the certificate read before stays: {}", e.getMessage());
      }
      trouble = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      trouble = Optional.of("the certificate could not be read: the log has more");
      LOG.error("the certificate could not be read; the one read before stays", e);
    }
    seen = now;
  }

  private List<FileTime> stamps() {
    return List.of(stamp(files.certificate()), stamp(files.key()));
  }

  private static FileTime stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      // Reading it says what is wrong.
      return FileTime.fromMillis(0);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
