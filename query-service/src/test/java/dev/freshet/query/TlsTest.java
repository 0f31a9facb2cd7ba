package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.query.web.InvalidCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void paths() {
    certificate = folder.resolve("tls.crt");
    key = folder.resolve("tls.key");
  }

  /** Makes a self-signed pair by openssl, of the key's kind. */
  private void make(String name, String... kind) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("openssl", "req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=" + name));
    command.addAll(List.of(kind));
    command.addAll(List.of("-keyout", folder.resolve("new.key").toString()));
    command.addAll(List.of("-out", folder.resolve("new.crt").toString()));
    run(command);
    Files.move(folder.resolve("new.key"), key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        folder.resolve("new.crt"), certificate, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void run(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      Assumptions.abort("there is no openssl here: " + e.getMessage());
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private RunningService service() {
    return new RunningService(
        Map.of(
            "http.tls-certificate", certificate.toString(),
            "http.tls-key", key.toString(),
            "http.tls-reload", "10ms"),
        0);
  }

  /** Whom the server shows, and what it answers over it. */
  private record Shown(String subject, String protocol, String answer) {}

  private static Shown ask(RunningService service, String... protocols) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket("127.0.0.1", service.service.port())) {
        if (protocols.length > 0) {
          socket.setEnabledProtocols(protocols);
        }
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        socket
            .getOutputStream()
            .write(
                "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        X509Certificate own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return new Shown(
            own.getSubjectX500Principal().getName(), socket.getSession().getProtocol(), answer);
      }
    } catch (SSLHandshakeException e) {
      return new Shown("", "", e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("no client is asked");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // Who it is, the test looks at itself.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void service_withACertificate_speaksTlsAndSaysWhenItEnds() throws Exception {
    make("first", "-newkey", "rsa:2048");
    try (RunningService service = service()) {
      Shown shown = ask(service);

      assertThat(shown.subject()).isEqualTo("CN=first");
      assertThat(shown.protocol()).isEqualTo("TLSv1.3");
      assertThat(shown.answer())
          .containsIgnoringCase("Strict-Transport-Security: max-age=31536000")
          .contains("\"name\":\"certificate\",\"status\":\"up\",\"detail\":\"ends 20");
      assertThat(ask(service, "TLSv1.2").protocol()).isEqualTo("TLSv1.2");
    }
  }

  @Test
  void certificate_thatIsRenewed_isShownWithoutARestart() throws Exception {
    make("first", "-newkey", "rsa:2048");
    try (RunningService service = service()) {
      assertThat(ask(service).subject()).isEqualTo("CN=first");

      make("second", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");

      RunningService.await(() -> ask(service).subject().equals("CN=second"));
    }
  }

  @Test
  void certificate_thatDoesNotFitItsKey_leavesTheOneBeforeAndIsTold() throws Exception {
    make("first", "-newkey", "rsa:2048");
    try (RunningService service = service()) {
      Files.writeString(key, "none");

      RunningService.await(() -> ask(service).answer().contains("holds no private key"));

      assertThat(ask(service).subject()).isEqualTo("CN=first");
      assertThat(ask(service).answer())
          .contains("\"name\":\"certificate\",\"status\":\"down\",\"detail\":\"ends ");
    }
  }

  @Test
  void key_inAnyUsualForm_isRead() throws Exception {
    make("old", "-newkey", "rsa:2048");
    run(List.of("openssl", "rsa", "-traditional", "-in", key.toString(), "-out", key.toString()));
    assertThat(Files.readString(key)).contains("BEGIN RSA PRIVATE KEY");
    try (RunningService service = service()) {
      assertThat(ask(service).subject()).isEqualTo("CN=old");
    }
    make("ed", "-newkey", "ed25519");
    try (RunningService service = service()) {
      assertThat(ask(service).subject()).isEqualTo("CN=ed");
    }
  }

  @Test
  void files_thatCannotBeUsed_areRefusedAtStartByName() throws Exception {
    make("first", "-newkey", "rsa:2048");
    byte[] first = Files.readAllBytes(certificate);
    make("second", "-newkey", "rsa:2048");
    Files.write(certificate, first);
    assertThatThrownBy(this::service)
        .isInstanceOf(InvalidCertificate.class)
        .hasMessage(key + ": is not the key of the certificate in " + certificate);
    Files.writeString(certificate, "x");
    assertThatThrownBy(this::service)
        .isInstanceOf(InvalidCertificate.class)
        .hasMessageStartingWith(certificate + ": holds no certificate");
    Files.delete(certificate);
    assertThatThrownBy(this::service)
        .isInstanceOf(InvalidCertificate.class)
        .hasMessageStartingWith(certificate + ": cannot be read");
  }
}
