package dev.freshet.ingest.parse.child;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** Messages on a pipe: each preceded by its length, 4 bytes, big-endian. */
public final class Frames {
  /** The protocol's version; both ends come from one build, so that any other is refused. */
  public static final int PROTOCOL = 2;

  /** The longest message, in bytes; longer ones are a sign of a spoiled pipe. */
  public static final int MAX_MESSAGE = 256 << 20;

  /** The longest reply, in bytes: what a record of Kafka's holds, and what a child may cost us. */
  public static final int MAX_REPLY = 64 << 20;

  private Frames() {}

  /** Writes one message and flushes. */
  public static void write(DataOutputStream out, MessageLite message) throws IOException {
    out.writeInt(message.getSerializedSize());
    message.writeTo(out);
    out.flush();
  }

  /**
   * Reads one message.
   *
   * @throws EOFException when the other end is gone
   * @throws IOException when what comes is no message
   */
  public static <T> T read(DataInputStream in, Parser<T> parser) throws IOException {
    return read(in, parser, MAX_MESSAGE);
  }

  /**
   * Reads one message of at most so many bytes.
   *
   * @throws EOFException when the other end is gone
   * @throws IOException when what comes is no message, or too long
   */
  public static <T> T read(DataInputStream in, Parser<T> parser, int most) throws IOException {
    int length = in.readInt();
    if (length > most) {
      throw new IOException("a message of " + length + " bytes: at most " + most);
    }
    return parse(readBytes(in, length), parser);
  }

  private static <T> T parse(byte[] bytes, Parser<T> parser) throws IOException {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("no message of protocol " + PROTOCOL, e);
    }
  }

  /**
   * Reads exactly so many bytes.
   *
   * @throws EOFException when fewer come
   * @throws IOException when the length is none that is ever sent
   */
  public static byte[] readBytes(DataInputStream in, long length) throws IOException {
    if (length < 0 || length > MAX_MESSAGE) {
      throw new IOException("a message of " + length + " bytes: the pipe is spoiled");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("only " + bytes.length + " of " + length + " bytes came");
    }
    return bytes;
  }
}
