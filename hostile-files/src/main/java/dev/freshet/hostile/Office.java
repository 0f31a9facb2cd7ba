package dev.freshet.hostile;

import static dev.freshet.hostile.Hostile.bytes;

import dev.freshet.common.failure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Office documents. */
final class Office {
  private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  private static final String PARAGRAPH = "<w:p><w:r><w:t>Good words.</w:t></w:r></w:p>";

  private Office() {}

  static List<Hostile> all() {
    return List.of(
        Hostile.dies("encrypted docx", encrypted(), "a.docx", Reason.ENCRYPTED),
        Hostile.dies("truncated docx", Archives.half(docx(PARAGRAPH)), "a.docx", Reason.CORRUPT),
        Hostile.dies("docx of laughs", laughing(), "a.docx", Reason.CORRUPT),
        new Hostile(
            "docx nested 20,000 deep",
            docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", PARAGRAPH, 20_000)),
            "a.docx",
            "",
            Set.of(Optional.empty(), Optional.of(Reason.BOMB), Optional.of(Reason.CORRUPT))),
        Hostile.dies("docx of one enormous run", enormous(), "a.docx", Reason.BOMB),
        Hostile.isRead(
            "docx with an absurd picture",
            docx(PARAGRAPH, Map.of("word/media/image1.png", picture(1_000_000_000))),
            "a.docx"),
        Hostile.dies("absurd picture", picture(1_000_000_000), "a.png", Reason.UNSUPPORTED),
        new Hostile(
            "rtf nested 200,000 deep",
            bytes("{\\rtf1 words " + "{".repeat(200_000) + "x" + "}".repeat(200_000) + "}"),
            "a.rtf",
            "",
            Set.of(
                Optional.of(Reason.EMPTY), Optional.of(Reason.BOMB), Optional.of(Reason.CORRUPT))));
  }

  static byte[] docx(String body) {
    return docx(body, Map.of());
  }

  static byte[] docx(String body, Map<String, byte[]> more) {
    return docx("", body, more);
  }

  /** One with a document type before its document, which no honest one has. */
  static byte[] docx(String documentType, String body, Map<String, byte[]> more) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "[Content_Types].xml",
        bytes(
            "<?xml version=\"1.0\"?><Types xmlns=\""
                + PACKAGE
                + "content-types\"><Default Extension=\"rels\" ContentType="
                + "\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"zip\" ContentType=\"application/zip\"/>"
                + "<Default Extension=\"png\" ContentType=\"image/png\"/>"
                + "<Override PartName=\"/word/document.xml\" ContentType="
                + "\"application/vnd.openxmlformats-officedocument.wordprocessingml"
                + ".document.main+xml\"/></Types>"));
    files.put("_rels/.rels", relations(Map.of("officeDocument", "word/document.xml")));
    files.put(
        "word/document.xml",
        bytes(
            "<?xml version=\"1.0\"?>"
                + documentType
                + "<w:document xmlns:w=\""
                + WORD
                + "\"><w:body>"
                + body
                + "</w:body></w:document>"));
    Map<String, String> related = new LinkedHashMap<>();
    more.keySet()
        .forEach(
            name ->
                related.put(
                    name.contains("media") ? "image" : "package",
                    name.substring("word/".length())));
    files.put("word/_rels/document.xml.rels", relations(related));
    files.putAll(more);
    return Archives.zip(files);
  }

  private static byte[] relations(Map<String, String> targets) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\"?><Relationships xmlns=\"")
            .append(PACKAGE)
            .append("relationships\">");
    targets.forEach(
        (type, target) ->
            xml.append("<Relationship Id=\"r")
                .append(target.hashCode() & 0xFFFF)
                .append("\" Type=\"")
                .append(RELATION)
                .append(type)
                .append("\" Target=\"")
                .append(target)
                .append("\"/>"));
    return bytes(xml.append("</Relationships>").toString());
  }

  static String nested(String open, String close, String inside, int depth) {
    return open.repeat(depth) + inside + close.repeat(depth);
  }

  private static byte[] laughing() {
    return docx(Markup.laughs("w:document"), "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", Map.of());
  }

  private static byte[] enormous() {
    return docx("<w:p><w:r><w:t>" + "word ".repeat(2_500_000) + "</w:t></w:r></w:p>");
  }

  private static byte[] encrypted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem file = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream out = encryptor.getDataStream(file)) {
        out.write(docx(PARAGRAPH));
      }
      file.writeFilesystem(bytes);
      return bytes.toByteArray();
    } catch (IOException | java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A PNG's header that says so wide and so high, and nothing behind it. */
  static byte[] picture(int side) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new java.io.DataOutputStream(bytes)) {
      out.writeLong(0x89504E470D0A1A0AL);
      out.writeInt(13);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      try (var fields = new java.io.DataOutputStream(header)) {
        fields.writeBytes("IHDR");
        fields.writeInt(side);
        fields.writeInt(side);
        fields.write(new byte[] {8, 6, 0, 0, 0});
      }
      out.write(header.toByteArray());
      CRC32 sum = new CRC32();
      sum.update(header.toByteArray());
      out.writeInt((int) sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
