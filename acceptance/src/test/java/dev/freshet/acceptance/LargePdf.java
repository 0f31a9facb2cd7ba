package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A PDF of one page of text, and of a picture of any size that nobody looks at. */
final class LargePdf {
  private static final int PORTION = 1 << 20;

  private final List<Long> offsets = new ArrayList<>();
  private final OutputStream out;
  private long written;

  private LargePdf(OutputStream out) {
    this.out = out;
  }

  static Path write(Path file, String text, long bytes) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new LargePdf(out).all(text, bytes);
    }
    return file;
  }

  private void all(String text, long bytes) throws IOException {
    put("%PDF-1.4\n");
    object("<</Type/Catalog/Pages 2 0 R>>");
    object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    object(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            + "/Resources<</Font<</F 5 0 R>>/XObject<</P 6 0 R>>>>>>");
    String page = "BT /F 12 Tf 50 700 Td (" + text + ") Tj ET";
    object("<</Length " + page.length() + ">>stream\n" + page + "\nendstream");
    object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    picture(bytes);
    long table = written;
    put("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    for (long offset : offsets) {
      put("%010d 00000 n \n".formatted(offset));
    }
    put("trailer<</Size " + (offsets.size() + 1) + "/Root 1 0 R>>\nstartxref\n" + table);
    put("\n%%EOF\n");
  }

  private void object(String content) throws IOException {
    offsets.add(written);
    put(offsets.size() + " 0 obj\n" + content + "\nendobj\n");
  }

  private void picture(long bytes) throws IOException {
    offsets.add(written);
    put(offsets.size() + " 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1");
    put("/ColorSpace/DeviceGray/BitsPerComponent 8/Length " + bytes + ">>stream\n");
    byte[] portion = new byte[PORTION];
    new Random(bytes).nextBytes(portion);
    for (long left = bytes; left > 0; left -= PORTION) {
      int now = (int) Math.min(left, PORTION);
      out.write(portion, 0, now);
      written += now;
    }
    put("\nendstream\nendobj\n");
  }

  private void put(String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    out.write(bytes);
    written += bytes.length;
  }
}
