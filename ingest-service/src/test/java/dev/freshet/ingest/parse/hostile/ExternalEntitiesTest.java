package dev.freshet.ingest.parse.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import dev.freshet.ingest.parse.tika.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a file names from outside is neither read nor fetched. In this process, where no guard takes
 * the network away: the readers themselves must not ask.
 */
final class ExternalEntitiesTest {
  private static final String SECRET = "a secret from outside";

  @TempDir private Path directory;
  private ServerSocket server;
  private Map<String, byte[]> files;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(200);
    String file = Files.writeString(directory.resolve("secret.txt"), SECRET).toUri().toString();
    String web = "http://127.0.0.1:" + server.getLocalPort() + "/secret";
    files = new LinkedHashMap<>();
    for (String address : new String[] {file, web}) {
      String kind = address.substring(0, 4);
      files.put(kind + ".xml", bytes(type("r", address) + "<r>words &e;</r>"));
      files.put(
          kind + ".xhtml",
          bytes(type("html", address) + "<html><body><p>words &e;</p></body></html>"));
      files.put(
          kind + ".html",
          bytes("<p>words</p><iframe src='" + address + "'></iframe><img src='" + address + "'>"));
      files.put(
          kind + ".docx",
          Office.docx(
              type("w:document", address), "<w:p><w:r><w:t>words &e;</w:t></w:r></w:p>", Map.of()));
      files.put(
          kind + ".fodt", bytes(Markup.flatOpenDocument(type("office:document", address), "&e;")));
      files.put(
          kind + ".odt", Markup.openDocument(type("office:document-content", address), "&e;"));
      files.put(kind + "-dtd.xml", bytes("<!DOCTYPE r SYSTEM '" + address + "'><r>words</r>"));
      files.put(
          kind + "-dtd.fodt",
          bytes(Markup.flatOpenDocument("<!DOCTYPE r SYSTEM '" + address + "'>", "")));
      files.put(kind + ".md", bytes("words ![picture](" + address + ")"));
      files.put(
          kind + ".svg",
          bytes(
              type("svg", address)
                  + "<svg xmlns='http://www.w3.org/2000/svg'><text>words &e;</text></svg>"));
    }
  }

  private static String type(String root, String address) {
    return "<!DOCTYPE "
        + root
        + " [<!ENTITY % p SYSTEM '"
        + address
        + "'> %p; <!ENTITY e SYSTEM '"
        + address
        + "'>]>";
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void nothingOutside_isReadOrFetched() {
    FileReader reader = new FileReader();
    files.forEach(
        (name, file) -> {
          try {
            var document = reader.read(file, name, "", Limits.DEFAULT);
            assertThat(document.toString()).as(name).doesNotContain(SECRET);
          } catch (Unreadable e) {
            assertThat(e).as(name).hasMessageNotContaining(SECRET);
          }
        });
    assertThatThrownBy(server::accept).as("nobody came").isInstanceOf(SocketTimeoutException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
