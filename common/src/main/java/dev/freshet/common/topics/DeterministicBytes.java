package dev.freshet.common.topics;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Protobuf bytes that are equal for equal messages, maps included. */
final class DeterministicBytes {
  private DeterministicBytes() {}

  static byte[] of(MessageLite message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array was not writable", e);
    }
    out.checkNoSpaceLeft();
    return bytes;
  }
}
