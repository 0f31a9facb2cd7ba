package dev.freshet.embedders.adapter;

import dev.freshet.common.text.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An adapter as a file: eight letters that say what it is, the format's number, the model's name
 * and fingerprint, the dimension, D column by column as big-endian float32, and the SHA-256 of all
 * that.
 */
final class AdapterFile {
  private static final byte[] MARK = "FRSHADPT".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int CHECKSUM = 32;

  /** Mark, names and checksum are far below it. */
  private static final long LARGEST =
      4L * Adapter.MOST_DIMENSIONS * Adapter.MOST_DIMENSIONS + (1 << 18);

  private AdapterFile() {}

  static byte[] written(String model, String fingerprint, int dimension, float[] columns) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.write(MARK);
      out.writeInt(FORMAT);
      out.writeUTF(model);
      out.writeUTF(fingerprint);
      out.writeInt(dimension);
      ByteBuffer numbers = ByteBuffer.allocate(columns.length * Float.BYTES);
      numbers.asFloatBuffer().put(columns);
      out.write(numbers.array());
      out.write(Sha256.begun().digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The checksum at the end of what was written. */
  static String checksum(byte[] file) {
    return HexFormat.of().formatHex(file, file.length - CHECKSUM, file.length);
  }

  static Adapter read(Path from) {
    byte[] file = bytes(from);
    if (file.length < MARK.length + CHECKSUM
        || !Arrays.equals(file, 0, MARK.length, MARK, 0, MARK.length)) {
      throw new UnusableAdapter(
          from + " is no adapter: give the file that ./freshet train adapter wrote");
    }
    var content = new ByteArrayInputStream(file, MARK.length, file.length - MARK.length - CHECKSUM);
    try (var in = new DataInputStream(content)) {
      int format = in.readInt();
      if (format != FORMAT) {
        throw new UnusableAdapter(
            from
                + " has the format "
                + format
                + ", and this Freshet reads "
                + FORMAT
                + ": train it anew with ./freshet train adapter");
      }
      requireWhole(from, file);
      String model = in.readUTF();
      String fingerprint = in.readUTF();
      int dimension = in.readInt();
      int left = in.available();
      if (dimension < 1
          || dimension > Adapter.MOST_DIMENSIONS
          || left != dimension * dimension * Float.BYTES) {
        throw damaged(from, null);
      }
      float[] columns = new float[dimension * dimension];
      ByteBuffer.wrap(in.readNBytes(left)).asFloatBuffer().get(columns);
      return new Adapter(model, fingerprint, dimension, columns);
    } catch (IOException e) {
      throw damaged(from, e);
    }
  }

  private static byte[] bytes(Path from) {
    try (var in = Files.newInputStream(from)) {
      if (Files.size(from) > LARGEST) {
        throw new UnusableAdapter(from + " is too large for an adapter");
      }
      return in.readNBytes((int) LARGEST);
    } catch (IOException e) {
      throw new UnusableAdapter("cannot read the adapter " + from + ": " + e, e);
    }
  }

  private static void requireWhole(Path from, byte[] file) {
    var digest = Sha256.begun();
    digest.update(file, 0, file.length - CHECKSUM);
    if (!HexFormat.of().formatHex(digest.digest()).equals(checksum(file))) {
      throw damaged(from, null);
    }
  }

  private static UnusableAdapter damaged(Path from, IOException cause) {
    return new UnusableAdapter(
        from + " is damaged: put it back from a copy, or train it anew with the same seed", cause);
  }
}
