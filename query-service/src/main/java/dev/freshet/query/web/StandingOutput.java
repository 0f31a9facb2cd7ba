package dev.freshet.query.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * To a reader who may go on as long as his credential stands: a key that was taken away ends a
 * stream with the next thing that would be sent, be it a beat.
 */
final class StandingOutput extends FilterOutputStream {
  private final BooleanSupplier stands;

  StandingOutput(OutputStream out, BooleanSupplier stands) {
    super(out);
    this.stands = stands;
  }

  @Override
  public void write(int value) throws IOException {
    require();
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    require();
    out.write(bytes, from, length);
  }

  private void require() throws IOException {
    if (!stands.getAsBoolean()) {
      throw new IOException("the credential of a stream is good no more");
    }
  }
}
