package dev.freshet.query.access;

import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says how much may be asked, in the fields of draft-ietf-httpapi-ratelimit-headers: {@code
 * RateLimit-Policy} and {@code RateLimit}, with the policies {@code rate} and {@code quota}.
 */
final class RateHeaders {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private RateHeaders() {}

  /** The fields; none where nothing is limited. */
  static Map<String, String> of(Limits limits, Allowance.State state) {
    List<String> policies = new ArrayList<>();
    List<String> now = new ArrayList<>();
    if (limits.rated()) {
      long window = Math.max(1, Math.round(limits.burst() / limits.perSecond()));
      policies.add("\"rate\";q=" + limits.burst() + ";w=" + window);
      now.add("\"rate\";r=" + state.left() + ";t=" + seconds(state.full()));
    }
    if (limits.counted()) {
      long left = Math.max(0, limits.perDay() - state.used());
      policies.add("\"quota\";q=" + limits.perDay() + ";w=" + DAY_SECONDS);
      now.add("\"quota\";r=" + left + ";t=" + seconds(state.newDay()));
    }
    return policies.isEmpty()
        ? Map.of()
        : Map.of(
            "RateLimit-Policy", String.join(", ", policies), "RateLimit", String.join(", ", now));
  }

  /** That too much was asked. */
  static Problem refused(Limits limits, Allowance.State state) {
    boolean quota = limits.counted() && state.used() >= limits.perDay();
    String what =
        quota
            ? "this credential has asked its " + limits.perDay() + " requests of today"
            : "this credential may ask "
                + text(limits.perSecond())
                + " times a second, "
                + limits.burst()
                + " at a stroke";
    Map<String, String> headers = new LinkedHashMap<>(of(limits, state));
    return tooMany(what, state.pause(), headers);
  }

  /** That one must wait. */
  static Problem tooMany(String what, Duration wait, Map<String, String> headers) {
    long seconds = Math.max(1, seconds(wait));
    Problem problem =
        Problem.of(429, "Too many requests", what + ": ask again in " + seconds + " s")
            .with("field", "Authorization")
            .with("retryAfterSeconds", seconds)
            .withHeader("Retry-After", Long.toString(seconds));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      problem = problem.withHeader(header.getKey(), header.getValue());
    }
    return problem;
  }

  private static String text(double perSecond) {
    return perSecond == Math.rint(perSecond)
        ? Long.toString((long) perSecond)
        : Double.toString(perSecond);
  }

  /** Whole seconds, rounded up. */
  static long seconds(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }
}
