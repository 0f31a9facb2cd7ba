package dev.freshet.query.publish;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Published;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes record headers of HTTP headers, and refuses what would become a dead letter. */
final class PublishedHeaders {
  private static final String PREFIX = HeaderNames.HTTP.toLowerCase(Locale.ROOT);
  private static final String META = PREFIX + "meta-";
  private static final List<String> KNOWN = known();

  private PublishedHeaders() {}

  private static List<String> known() {
    List<String> known = new ArrayList<>();
    HeaderNames.OVER_HTTP.forEach(name -> known.add(PREFIX + name));
    known.add(META + "<name>");
    return List.copyOf(known);
  }

  /**
   * The record's headers. The tenant is the caller's.
   *
   * @param bytes size of the body, or 0 where it is not known yet
   * @throws Problem naming the header that is unknown or not of its form
   */
  static Headers of(Request request, byte[] key, long bytes) {
    RecordHeaders headers = new RecordHeaders();
    request.headers().forEach((name, value) -> add(headers, name, value));
    Tenant tenant = request.caller().access().tenant();
    if (!tenant.equals(Tenant.DEFAULT)) {
      put(headers, HeaderNames.TENANT, tenant.name());
    }
    if (Published.read(key, headers, bytes) instanceof Published.Reading.Bad bad) {
      throw refused(bad.failure());
    }
    return headers;
  }

  /** Header values carry ASCII only: {@code %XX} stands for a byte of UTF-8, as in the page. */
  private static byte[] decoded(String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
    byte[] raw = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(raw[i]);
      }
    }
    return out.toByteArray();
  }

  private static void add(RecordHeaders headers, String name, String value) {
    switch (name) {
      case "content-type" -> {
        // What curl --data-binary says of every file by itself; it tells nothing.
        if (!value.startsWith("application/x-www-form-urlencoded")) {
          put(headers, HeaderNames.CONTENT_TYPE, value);
        }
      }
      case "traceparent" -> put(headers, HeaderNames.TRACEPARENT, value);
      default -> {
        if (name.startsWith(META) && name.length() > META.length()) {
          headers.add(HeaderNames.META + name.substring(META.length()), decoded(value));
        } else if (name.startsWith(PREFIX)) {
          known(headers, name, value);
        }
      }
    }
  }

  private static void known(RecordHeaders headers, String name, String value) {
    if (!KNOWN.contains(name)) {
      throw Problem.field(name, Spelling.unknown("header", name, KNOWN));
    }
    headers.add(name.substring(PREFIX.length()), decoded(value));
  }

  private static void put(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Speaks of the header by its name over HTTP. */
  private static Problem refused(Failure failure) {
    if (failure.reason() == Reason.BAD_ID) {
      return Problem.field("id", failure.message());
    }
    for (Map.Entry<String, String> name : overHttp().entrySet()) {
      String mention = "header " + name.getKey();
      if (failure.message().startsWith(mention)) {
        String rest = failure.message().substring(mention.length());
        return Problem.field(name.getValue(), "header " + name.getValue() + rest);
      }
    }
    return Problem.field("headers", failure.message());
  }

  private static Map<String, String> overHttp() {
    Map<String, String> names = new java.util.LinkedHashMap<>();
    names.put(HeaderNames.CONTENT_TYPE, "Content-Type");
    HeaderNames.OVER_HTTP.forEach(name -> names.put(name, HeaderNames.HTTP + capitals(name)));
    names.put(HeaderNames.META, HeaderNames.HTTP + "Meta-");
    return names;
  }

  private static String capitals(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("-", -1)) {
      out.append(out.isEmpty() ? "" : "-")
          .append(Character.toUpperCase(word.charAt(0)))
          .append(word.substring(1));
    }
    return out.toString();
  }
}
