package dev.freshet.hostile;

import static dev.freshet.hostile.Hostile.bytes;

import dev.freshet.common.failure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives and mails. */
final class Archives {
  private Archives() {}

  static List<Hostile> all() {
    return List.of(
        Hostile.dies("zip bomb", bomb(), "a.zip", Reason.BOMB),
        Hostile.dies("gzip bomb", gzip(new byte[150_000_000]), "a.gz", Reason.BOMB),
        Hostile.dies("gzip 50 deep", gzips(50), "a.gz", Reason.BOMB),
        Hostile.dies("zip 50 deep", nested(50), "a.zip", Reason.BOMB),
        Hostile.dies("zip of 100,001 entries", entries(100_001), "a.zip", Reason.BOMB),
        Hostile.dies("mail with 5,000 attachments", mail(5_000), "a.eml", Reason.BOMB),
        Hostile.dies("zip of nothing", zip(Map.of()), "a.zip", Reason.EMPTY),
        Hostile.dies("encrypted zip", encrypted(), "a.zip", Reason.ENCRYPTED),
        Hostile.dies("truncated zip", half(zip(Map.of("a.txt", noise()))), "a.zip", Reason.CORRUPT),
        Hostile.isRead(
            "zip that climbs out",
            zip(Map.of("../../../../../../freshet-climbed.txt", bytes("climbing words"))),
            "a.zip"),
        Hostile.isRead("mail in a zip in a docx", mailInZipInDocx(), "a.docx"),
        Hostile.isRead("mail that never ends a part", openMail(), "a.eml"));
  }

  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bomb() {
    return zip(Map.of("zeros.txt", new byte[150_000_000]));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzips(int depth) {
    byte[] inner = bytes("words in the middle");
    for (int i = 0; i < depth; i++) {
      inner = gzip(inner);
    }
    return inner;
  }

  private static byte[] nested(int depth) {
    byte[] inner = zip(Map.of("a.txt", bytes("words in the middle")));
    for (int i = 0; i < depth; i++) {
      inner = zip(Map.of("a.zip", inner));
    }
    return inner;
  }

  private static byte[] entries(int count) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put(i + ".txt", bytes("word " + i));
    }
    return zip(files);
  }

  /** Its one entry says of itself that it is encrypted. */
  private static byte[] encrypted() {
    byte[] zip = zip(Map.of("a.txt", bytes("words that nobody can read")));
    for (int i = 0; i + 10 < zip.length; i++) {
      boolean local = zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 3 && zip[i + 3] == 4;
      boolean central = zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2;
      if (local) {
        zip[i + 6] |= 1;
      } else if (central) {
        zip[i + 8] |= 1;
      }
    }
    return zip;
  }

  /** Letters that do not pack, so that half the file is half the text. */
  private static byte[] noise() {
    byte[] noise = new byte[20_000];
    long state = 7;
    for (int i = 0; i < noise.length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      noise[i] = (byte) ('a' + Math.floorMod(state >> 33, 26));
    }
    return noise;
  }

  static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] mail(int attachments) {
    StringBuilder mail = new StringBuilder(start());
    mail.append("--x\r\nContent-Type: text/plain\r\n\r\nHello.\r\n");
    for (int i = 0; i < attachments; i++) {
      mail.append("--x\r\nContent-Type: text/plain; name=\"")
          .append(i)
          .append(".txt\"\r\nContent-Disposition: attachment; filename=\"")
          .append(i)
          .append(".txt\"\r\n\r\nAttached.\r\n");
    }
    return bytes(mail.append("--x--\r\n").toString());
  }

  private static String start() {
    return String.join(
        "\r\n",
        "From: a@example.org",
        "To: b@example.org",
        "Subject: Many things",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=x",
        "",
        "");
  }

  private static byte[] openMail() {
    return bytes(
        start() + "--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nHello.");
  }

  static final String DEEP_WORDS = "Deep words in a letter.";

  private static byte[] mailInZipInDocx() {
    byte[] mail =
        bytes(
            "From: a@example.org\r\nTo: b@example.org\r\nSubject: Deep\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain\r\n\r\n"
                + DEEP_WORDS
                + "\r\n");
    return Office.docx(
        "<w:p><w:r><w:t>Outer words.</w:t></w:r></w:p>",
        Map.of("word/embeddings/inner.zip", zip(Map.of("letter.eml", mail))));
  }
}
