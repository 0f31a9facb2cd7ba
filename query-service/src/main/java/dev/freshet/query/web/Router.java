package dev.freshet.query.web;

import dev.freshet.query.exchange.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the route of a path. Segments are told apart first and decoded after. */
final class Router {
  /** A route that fits, and its parameters. */
  record Match(Route route, Map<String, String> parameters) {}

  private record Candidate(Route route, List<String> segments) {}

  private final List<Candidate> candidates;

  Router(List<Route> routes) {
    candidates =
        routes.stream().map(route -> new Candidate(route, segments(route.template()))).toList();
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /**
   * The route of a method and raw path; empty where no template fits the path.
   *
   * @throws Problem 405 where one does, but for other methods; 400 for a path that cannot be
   *     decoded
   */
  Optional<Match> find(String method, String rawPath) {
    List<String> segments = segments(rawPath);
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<Candidate> fitting = fitting(segments);
    for (Candidate candidate : fitting) {
      if (candidate.route().method().equals(wanted)) {
        return Optional.of(
            new Match(candidate.route(), parameters(candidate.segments(), segments)));
      }
    }
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    throw wrongMethod(method, fitting);
  }

  /** A path that is a template word for word is of no other, whatever the method. */
  private List<Candidate> fitting(List<String> segments) {
    List<Candidate> fitting =
        candidates.stream().filter(c -> fits(c.segments(), segments)).toList();
    List<Candidate> exact = fitting.stream().filter(c -> c.segments().equals(segments)).toList();
    return exact.isEmpty() ? fitting : exact;
  }

  private static Problem wrongMethod(String method, List<Candidate> fitting) {
    String allowed =
        fitting.stream()
            .map(c -> c.route().method())
            .map(m -> m.equals("GET") ? "GET, HEAD" : m)
            .collect(Collectors.joining(", "));
    return Problem.of(
            405,
            "Method not allowed",
            fitting.getFirst().route().template() + " takes no " + method + ": use " + allowed)
        .withHeader("Allow", allowed);
  }

  private static boolean fits(List<String> template, List<String> segments) {
    if (template.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < template.size(); i++) {
      boolean any = template.get(i).startsWith("{") && !segments.get(i).isEmpty();
      if (!any && !template.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> parameters(List<String> template, List<String> segments) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < template.size(); i++) {
      if (template.get(i).startsWith("{")) {
        String name = template.get(i).substring(1, template.get(i).length() - 1);
        parameters.put(
            name,
            decoded(segments.get(i))
                .orElseThrow(
                    () ->
                        Problem.field(
                            name,
                            "\""
                                + name
                                + "\" in the path cannot be decoded: percent-encode its UTF-8"
                                + " bytes")));
      }
    }
    return parameters;
  }

  /** Undoes percent-encoding; a plus is a plus. Empty where it is broken or not UTF-8. */
  static Optional<String> decoded(String segment) {
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        out.put(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      out.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
