package dev.freshet.ingest.parse.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.common.failure.Reason;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;

final class HostileFilesTest {

  private static Reason reason(byte[] bytes, String name) {
    return reason(bytes, name, Limits.DEFAULT);
  }

  private static Reason reason(byte[] bytes, String name, Limits limits) {
    return catchThrowableOfType(Unreadable.class, () -> Reading.of(bytes, name, limits)).reason();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        HostileFilesTest.class.getResourceAsStream("/dev/freshet/ingest/parse/child/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void no_bytes_or_blanks_are_empty() {
    assertThat(reason(new byte[0], "a.txt")).isEqualTo(Reason.EMPTY);
    assertThat(reason(" \n\t\n".getBytes(StandardCharsets.UTF_8), "a.txt")).isEqualTo(Reason.EMPTY);
  }

  @Test
  void encrypted_pdf_wants_a_password() throws Exception {
    String key = "<" + "5A".repeat(32) + ">";
    String encryption =
        "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O" + key + "/U" + key + ">>/ID[<00><00>]";
    String plain = new String(resource("warm.pdf"), StandardCharsets.ISO_8859_1);
    byte[] pdf =
        plain
            .replace("/Root 1 0 R", "/Root 1 0 R" + encryption)
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(reason(pdf, "a.pdf")).isEqualTo(Reason.ENCRYPTED);
  }

  @Test
  void encrypted_docx_wants_a_password() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem file = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream out = encryptor.getDataStream(file)) {
        out.write(resource("warm.docx"));
      }
      file.writeFilesystem(bytes);
    }
    assertThat(reason(bytes.toByteArray(), "a.docx")).isEqualTo(Reason.ENCRYPTED);
  }

  /** Encrypted with AES, which the archive's directory does not say: only its entries do. */
  @Test
  void zip_of_aes_entries_wants_a_password() {
    byte[] zip =
        Base64.getDecoder()
            .decode(
                "UEsDBBQAAQBjAIJpdV0AAAAALAAAABAAAAAFAAsAYS50eHQBmQcAAgBBRQMAAM6b7nxxDIQzG3NbfmnwR2jQVFPA"
                    + "nN9QbH9CcL9Prd9PDelbcKwZhqd/HfAzUEsBAhQDFAABAGMAgml1XQAAAAAsAAAAEAAAAAUACwAAAAAAAAAA"
                    + "AIABAAAAAGEudHh0AZkHAAIAQUUDAABQSwUGAAAAAAEAAQA+AAAAWgAAAAAA");
    assertThat(reason(zip, "a.zip")).isEqualTo(Reason.ENCRYPTED);
  }

  @Test
  void encrypted_entry_is_noted_and_the_rest_read() throws Exception {
    byte[] zip =
        Base64.getDecoder()
            .decode(
                "UEsDBBQAAAAAANlrdV1G9EJkEgAAABIAAAAIAAAAb3Blbi50eHR3b3JkcyBmb3IgZXZlcnlvbmVQSwMEFAABAGMA"
                    + "2Wt1XQAAAAAiAAAABgAAAAUACwBhLnR4dAGZBwACAEFFAwAA+nYaNmJZoT1X3DNVdJkwCWot48NfVh5CY74U"
                    + "3XPv5Pln9VBLAQIUAxQAAAAAANlrdV1G9EJkEgAAABIAAAAIAAAAAAAAAAAAAACAAQAAAABvcGVuLnR4dFBL"
                    + "AQIUAxQAAQBjANlrdV0AAAAAIgAAAAYAAAAFAAsAAAAAAAAAAACAATgAAABhLnR4dAGZBwACAEFFAwAAUEsF"
                    + "BgAAAAACAAIAdAAAAIgAAAAAAA==");
    var document = Reading.of(zip, "a.zip");
    assertThat(Reading.text(document)).contains("words for everyone");
    assertThat(document.notices())
        .containsExactly("A document inside is encrypted and was left out");
  }

  @Test
  void truncated_docx_is_corrupt() throws Exception {
    byte[] whole = resource("warm.docx");
    assertThat(reason(Arrays.copyOf(whole, whole.length / 2), "a.docx")).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void truncated_pdf_is_corrupt_or_empty() throws Exception {
    byte[] whole = resource("warm.pdf");
    assertThat(reason(Arrays.copyOf(whole, 100), "a.pdf")).isIn(Reason.CORRUPT, Reason.EMPTY);
  }

  @Test
  void garbage_is_unsupported() {
    byte[] garbage = new byte[10_000];
    new Random(7).nextBytes(garbage);
    assertThat(reason(garbage, "")).isEqualTo(Reason.UNSUPPORTED);
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void archive_that_unpacks_to_too_much_is_a_bomb() throws Exception {
    Limits small = new Limits(10_000_000, 1_000, 100, 10, 1_000_000);
    assertThat(reason(zip("zeros.txt", new byte[2_000_000]), "a.zip", small))
        .isEqualTo(Reason.BOMB);
  }

  @Test
  void archives_nested_too_deeply_are_a_bomb() throws Exception {
    byte[] nested = zip("a.txt", "text".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 12; i++) {
      nested = zip("a.zip", nested);
    }
    assertThat(reason(nested, "a.zip")).isEqualTo(Reason.BOMB);
  }

  @Test
  void more_text_than_allowed_is_too_large() {
    Limits small = new Limits(1_000, 1_000, 100, 10, 1_000_000);
    byte[] text = "word ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    assertThat(reason(text, "a.txt", small)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void bad_document_inside_is_noted_and_the_rest_read() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("bad.docx"));
      zip.write(Arrays.copyOf(resource("warm.docx"), 700));
      zip.putNextEntry(new ZipEntry("good.txt"));
      zip.write("still here".getBytes(StandardCharsets.UTF_8));
    }
    var document = Reading.of(bytes.toByteArray(), "a.zip");
    assertThat(Reading.text(document)).contains("still here");
    assertThat(document.notices()).hasSize(1);
    assertThat(document.notices().getFirst()).startsWith("The document bad.docx inside");
  }

  @Test
  void external_entities_are_not_fetched() throws Exception {
    String svg =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e; words</x>";
    assertThat(Reading.text(Reading.of(svg, "a.xml"))).doesNotContain("root:");
  }
}
