package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.blocks.Content;
import dev.freshet.ingest.parse.blocks.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;

/**
 * Bytes to text. What a byte order mark says; else UTF-8 where the whole input is valid UTF-8 (a
 * guess from the beginning misses a first accent that comes late); else what the sender says where
 * that fits; else ICU's guess. ISO-8859-1 is read as windows-1252: so does the web (WHATWG Encoding
 * Standard), and curly quotes survive.
 */
public final class TextDecoder {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final int PORTION = 8 * 1024;

  /**
   * Bytes that make one of Java's characters, at most: UTF-8 takes three, other encodings fewer.
   */
  private static final int LONGEST_CHARACTER = 3;

  private TextDecoder() {}

  /** The source's text, without its byte order mark; U+FFFD where a byte means nothing. */
  public static String decode(Source source) {
    byte[] bytes = source.bytes();
    Optional<String> marked = marked(bytes);
    if (marked.isPresent()) {
      return marked.get();
    }
    if (isUtf8(bytes)) {
      String utf8 = new String(bytes, StandardCharsets.UTF_8);
      if (utf8.indexOf('\0') < 0) {
        return utf8;
      }
    }
    return hinted(source)
        .flatMap(charset -> strict(bytes, charset))
        .orElseGet(() -> new String(bytes, guess(bytes)));
  }

  /** Whether the bytes are valid in UTF-8, so that no other encoding need be thought of. */
  public static boolean isUtf8(byte[] bytes) {
    CharsetDecoder decoder = reporting(StandardCharsets.UTF_8);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(PORTION);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return !result.isError();
  }

  /** How many characters other than blanks the bytes are at least, whatever they are encoded in. */
  public static long leastCharacters(Content content) {
    long inked = 0;
    boolean ascii = true;
    byte[] portion = new byte[PORTION];
    try (InputStream in = content.open()) {
      for (int read = in.read(portion); read >= 0; read = in.read(portion)) {
        for (int i = 0; i < read; i++) {
          ascii &= portion[i] > 0;
          inked += portion[i] < 0 || portion[i] > ' ' ? 1 : 0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file was not readable", e);
    }
    return ascii ? inked : inked / LONGEST_CHARACTER;
  }

  private static Optional<String> marked(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8));
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(new String(bytes, 4, bytes.length - 4, Charset.forName("UTF-32LE")));
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE));
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE));
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(reporting(charset).decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static CharsetDecoder reporting(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static Optional<Charset> hinted(Source source) {
    if (source.hintedCharset().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(webReading(Charset.forName(source.hintedCharset())));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return Optional.empty();
    }
  }

  private static Charset guess(byte[] bytes) {
    try {
      Charset guess =
          new Icu4jEncodingDetector().detect(new ByteArrayInputStream(bytes), new Metadata());
      return guess == null ? WINDOWS_1252 : webReading(guess);
    } catch (IOException e) {
      throw new UncheckedIOException("an array was not readable", e);
    }
  }

  private static Charset webReading(Charset charset) {
    boolean latin =
        charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
    return latin ? WINDOWS_1252 : charset;
  }
}
