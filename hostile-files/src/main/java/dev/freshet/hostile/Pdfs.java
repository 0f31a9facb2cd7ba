package dev.freshet.hostile;

import dev.freshet.common.failure.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PDF files, written by hand. */
final class Pdfs {
  private static final String FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
  private static final Set<Optional<Reason>> EITHER =
      Set.of(Optional.empty(), Optional.of(Reason.CORRUPT), Optional.of(Reason.EMPTY));

  private Pdfs() {}

  static List<Hostile> all() {
    return List.of(
        Hostile.isRead("honest PDF", honest(), "a.pdf").saidToBe("text/plain"),
        Hostile.isRead("PDF named as text", honest(), "a.txt"),
        Hostile.dies("encrypted PDF", encrypted(), "a.pdf", Reason.ENCRYPTED),
        new Hostile("truncated PDF", Arrays.copyOf(honest(), 120), "a.pdf", "", EITHER),
        new Hostile("PDF whose pages hold each other", pagesInPages(), "a.pdf", "", EITHER),
        new Hostile("PDF whose parents go round", parents(), "a.pdf", "", EITHER),
        new Hostile("PDF whose length is itself", length(), "a.pdf", "", EITHER),
        new Hostile("PDF whose table points at itself", previous(), "a.pdf", "", EITHER),
        new Hostile("PDF with a form in itself", form(1), "a.pdf", "", EITHER),
        new Hostile("PDF with an absurd picture", picture(), "a.pdf", "", EITHER),
        new Hostile(
            "PDF of arrays 100,000 deep",
            arrays(),
            "a.pdf",
            "",
            Set.of(
                Optional.empty(),
                Optional.of(Reason.CORRUPT),
                Optional.of(Reason.EMPTY),
                Optional.of(Reason.BOMB))));
  }

  /** Objects from 1 on, with a table that is right. */
  private static byte[] pdf(String trailer, String... objects) {
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.length; i++) {
      table.append(
          String.format("%010d 00000 n %n", file.length()).replace(System.lineSeparator(), "\n"));
      file.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
    }
    int start = file.length();
    file.append("xref\n0 ").append(objects.length + 1).append('\n').append(table);
    file.append("trailer\n<</Size ").append(objects.length + 1).append("/Root 1 0 R");
    file.append(trailer.replace("HERE", Integer.toString(start)));
    file.append(">>\nstartxref\n").append(start).append("\n%%EOF\n");
    return file.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String page(String more) {
    return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
        + more
        + ">>>>";
  }

  private static String stream(String dictionary, String content) {
    return "<<"
        + dictionary
        + "/Length "
        + content.length()
        + ">>stream\n"
        + content
        + "\nendstream";
  }

  private static final String CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>";
  private static final String PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
  private static final String WORDS = "BT /F 12 Tf 20 200 Td (Good words here) Tj ET";

  private static byte[] honest() {
    return pdf("", CATALOGUE, PAGES, page(""), stream("", WORDS), FONT);
  }

  private static byte[] encrypted() {
    String key = "<" + "5A".repeat(32) + ">";
    return pdf(
        "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O" + key + "/U" + key + ">>/ID[<00><00>]",
        CATALOGUE,
        PAGES,
        page(""),
        stream("", WORDS),
        FONT);
  }

  private static byte[] pagesInPages() {
    return pdf(
        "",
        CATALOGUE,
        "<</Type/Pages/Kids[2 0 R 3 0 R 6 0 R]/Count 1000000>>",
        page(""),
        stream("", WORDS),
        FONT,
        "<</Type/Pages/Kids[2 0 R 6 0 R 3 0 R]/Parent 2 0 R/Count 1000000>>");
  }

  private static byte[] parents() {
    return pdf(
        "",
        CATALOGUE,
        "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 6 0 R>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        stream("", WORDS),
        FONT,
        "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>");
  }

  private static byte[] length() {
    return pdf(
        "", CATALOGUE, PAGES, page(""), "<</Length 4 0 R>>stream\n" + WORDS + "\nendstream", FONT);
  }

  private static byte[] previous() {
    return pdf("/Prev HERE", CATALOGUE, PAGES, page(""), stream("", WORDS), FONT);
  }

  /** Each form is drawn in itself so many times. */
  static byte[] form(int times) {
    String resources = "/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>";
    return pdf(
        "",
        CATALOGUE,
        PAGES,
        page("/XObject<</X 6 0 R>>"),
        stream("", WORDS + " /X Do"),
        FONT,
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 300 300]" + resources,
            WORDS + " /X Do".repeat(times)));
  }

  private static byte[] picture() {
    return pdf(
        "",
        CATALOGUE,
        PAGES,
        page("/XObject<</X 6 0 R>>"),
        stream("", WORDS + " /X Do"),
        FONT,
        stream(
            "/Type/XObject/Subtype/Image/Width 1000000000/Height 1000000000/BitsPerComponent 8"
                + "/ColorSpace/DeviceRGB",
            "x"));
  }

  private static byte[] arrays() {
    return pdf(
        "",
        CATALOGUE,
        PAGES,
        page("/X " + "[".repeat(100_000) + "]".repeat(100_000)),
        stream("", WORDS),
        FONT);
  }
}
