package dev.freshet.ingest.parse;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** What a remembered parse looks like on the disk: a mark, a sum, its key, its length, deflated. */
final class MemoFile {
  private static final int MARK = 0x4650_4d31;
  private static final int SUM = Integer.BYTES;
  private static final int KEY_BYTES = 32;
  private static final int HEADER = Integer.BYTES + KEY_BYTES + Integer.BYTES + Integer.BYTES;
  private static final int CHUNK = 64 * 1024;

  private MemoFile() {}

  /**
   * @param key 64 hex digits
   */
  static byte[] write(String key, byte[] content) {
    byte[] deflated = deflate(content);
    byte[] file =
        ByteBuffer.allocate(HEADER + deflated.length)
            .putInt(MARK)
            .putInt(0)
            .put(HexFormat.of().parseHex(key))
            .putInt(content.length)
            .put(deflated)
            .array();
    return ByteBuffer.wrap(file).putInt(SUM, sum(file)).array();
  }

  /** The content; empty where the bytes are not whole, or another key's. */
  static Optional<byte[]> read(String key, byte[] file) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(file);
      byte[] own = new byte[KEY_BYTES];
      boolean ours = buffer.getInt() == MARK;
      boolean whole = buffer.getInt() == sum(file);
      buffer.get(own);
      int length = buffer.getInt();
      return ours && whole && HexFormat.of().formatHex(own).equals(key)
          ? inflate(file, length)
          : Optional.empty();
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  /** Over everything behind it. */
  private static int sum(byte[] file) {
    CRC32C sum = new CRC32C();
    int from = Math.min(file.length, SUM + Integer.BYTES);
    sum.update(file, from, file.length - from);
    return (int) sum.getValue();
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(content);
      deflater.finish();
      var out = new ByteArrayOutputStream(Math.max(64, content.length / 2));
      byte[] chunk = new byte[Math.min(CHUNK, content.length + 64)];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static Optional<byte[]> inflate(byte[] file, int length) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, HEADER, file.length - HEADER);
      byte[] content = new byte[length];
      int got = 0;
      while (got < length && !inflater.finished() && !inflater.needsInput()) {
        got += inflater.inflate(content, got, length - got);
      }
      return got == length ? Optional.of(content) : Optional.empty();
    } catch (DataFormatException _) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }
}
