package dev.freshet.common.document;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as the header {@code traceparent} of W3C's Trace Context names it.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param spanId 16 likewise
 * @param sampled whether the trace is kept
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  /**
   * @throws IllegalArgumentException for what is no id
   */
  public TraceParent {
    if (!TRACE.matcher(traceId).matches() || !SPAN.matcher(spanId).matches()) {
      throw new IllegalArgumentException("no place in a trace: " + traceId + "-" + spanId);
    }
  }

  /**
   * What a header says; empty for what is none of that form, where a trace begins anew, as the
   * specification has it. Later versions of it may say more, which is passed over.
   */
  public static Optional<TraceParent> parse(String header) {
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches()
        || form.group(1).equals("ff")
        || (form.group(1).equals("00") && form.group(5) != null)
        || !TRACE.matcher(form.group(2)).matches()
        || !SPAN.matcher(form.group(3)).matches()) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(form.group(4), 16) & 1) == 1;
    return Optional.of(new TraceParent(form.group(2), form.group(3), sampled));
  }

  /** The header. */
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
