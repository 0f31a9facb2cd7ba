package dev.freshet.hostile;

import static dev.freshet.hostile.Hostile.bytes;
import static dev.freshet.hostile.Office.nested;

import dev.freshet.common.failure.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Text and markup. */
final class Markup {
  private Markup() {}

  static List<Hostile> all() {
    return List.of(
        Hostile.isRead(
            "html 200,000 deep", bytes(nested("<div>", "</div>", "words", 200_000)), "a.html"),
        Hostile.isRead("html tables 2,000 deep", bytes(tables(2_000)), "a.html"),
        Hostile.isRead(
            "html lists 10,000 deep", bytes(nested("<ul><li>a", "", "words", 10_000)), "a.html"),
        Hostile.isRead("html cell over a billion columns", bytes(wide()), "a.html"),
        Hostile.isRead("xml 200,000 deep", bytes(nested("<a>", "</a>", "words", 200_000)), "a.xml"),
        Hostile.isRead("json 1,000,000 deep", bytes(nested("[", "]", "1", 1_000_000)), "a.json"),
        Hostile.isRead(
            "markdown quotes 100,000 deep", bytes(">".repeat(100_000) + " words"), "a.md"),
        Hostile.isRead(
            "markdown brackets", bytes("[".repeat(50_000) + "words" + "](".repeat(50_000)), "a.md"),
        Hostile.isRead("markdown emphasis", bytes("*a _b ".repeat(50_000)), "a.md"),
        Hostile.isRead("billion laughs", bytes(laughs("r") + "<r>&l9;</r>"), "a.xml"),
        new Hostile(
            "flat text of laughs",
            bytes(flatOpenDocument(laughs("office:document"), "&l9;")),
            "a.fodt",
            "",
            Set.of(Optional.empty(), Optional.of(Reason.CORRUPT), Optional.of(Reason.BOMB))),
        Hostile.isRead("control characters", control(), "a.txt"),
        Hostile.isRead("broken encodings", broken(), "a.txt"),
        Hostile.isRead(
            "a name of control characters", bytes("good words"), "a\u0000\u202E\r\n.txt"),
        Hostile.isRead(
            "html with an unknown charset",
            bytes("<meta charset=\"x-no-such\"><p>words"),
            "a.html"),
        Hostile.isRead("one line of 9 MB", bytes("word ".repeat(1_800_000)), "a.txt"),
        Hostile.isRead(
            "csv of quotes in one cell", bytes("a,b\nx" + "\"q".repeat(1_000_000)), "a.csv"),
        Hostile.isRead("text of divided words", bytes("abc-\n".repeat(1_000_000)), "a.txt"),
        Hostile.isRead(
            "csv of 150,000 rows", bytes("a,b,c\n" + "1,2,3\n".repeat(150_000)), "a.csv"),
        Hostile.dies(
            "csv of 60 million empty cells",
            bytes("a\nb" + (",".repeat(300) + "x\n").repeat(150_000)),
            "a.csv",
            Reason.TOO_LARGE),
        Hostile.dies(
            "csv of 300,000 rows",
            bytes("a,b\n" + "1,2\n".repeat(300_000)),
            "a.csv",
            Reason.TOO_LARGE),
        Hostile.isRead("text said to be a PDF", bytes("plain words"), "a.pdf")
            .saidToBe("application/pdf"),
        Hostile.dies("program named as PDF", program(), "a.pdf", Reason.UNSUPPORTED),
        Hostile.dies(
                "no text at all",
                bytes("\u0000\u0001\u0002\u0003".repeat(100)),
                "a.txt",
                Reason.EMPTY)
            .saidToBe("text/plain"));
  }

  /** Nine entities of ten of the one before each. */
  static String laughs(String root) {
    StringBuilder type = new StringBuilder("<!DOCTYPE " + root + " [<!ENTITY l0 \"ha\">");
    for (int i = 1; i <= 9; i++) {
      type.append("<!ENTITY l").append(i).append(" \"").append(("&l" + (i - 1) + ";").repeat(10));
      type.append("\">");
    }
    return type.append("]>").toString();
  }

  /** An OpenDocument text in one XML file. */
  static String flatOpenDocument(String documentType, String text) {
    return "<?xml version=\"1.0\"?>"
        + documentType
        + "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
        + " office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text>"
        + "<text:p>Good words. "
        + text
        + "</text:p></office:text></office:body></office:document>";
  }

  /** The same as a package. */
  static byte[] openDocument(String documentType, String text) {
    Map<String, byte[]> files = new java.util.LinkedHashMap<>();
    files.put("mimetype", bytes("application/vnd.oasis.opendocument.text"));
    files.put(
        "content.xml",
        bytes(
            flatOpenDocument(documentType, text)
                .replace("office:document ", "office:document-content ")
                .replace("/office:document>", "/office:document-content>")));
    return Archives.zip(files);
  }

  private static String tables(int depth) {
    return nested("<table><tr><td>a</td><td>", "</td></tr></table>", "words", depth);
  }

  private static String wide() {
    return "<table><tr><th colspan=1000000000 rowspan=1000000000>a<th>b</tr>"
        + "<tr><td>words<td>more</tr></table>";
  }

  private static byte[] control() {
    StringBuilder text = new StringBuilder("good words ");
    for (char c = 0; c < 0x100; c++) {
      text.append(c);
    }
    return bytes(text.append("\u202E\u2066\uFEFF\uFFFE").toString());
  }

  private static byte[] broken() {
    byte[] noise = new byte[20_000];
    new Random(3).nextBytes(noise);
    byte[] text = "good words, and then: ".repeat(500).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i += 50) {
      text[i] = (byte) (noise[i] | 0x80);
    }
    return text;
  }

  private static byte[] program() {
    byte[] program = new byte[5_000];
    System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}, 0, program, 0, 7);
    return program;
  }
}
