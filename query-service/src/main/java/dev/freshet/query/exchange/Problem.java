package dev.freshet.query.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a request is not served: a problem document of RFC 9457. Not a failure of the service, so it
 * carries no stack.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int status;
  private final String title;
  private final transient Map<String, Object> members;
  private final transient Map<String, String> headers;

  private Problem(
      int status,
      String title,
      String detail,
      Map<String, Object> members,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.members = Map.copyOf(members);
    this.headers = Map.copyOf(headers);
  }

  /**
   * @param detail for a person: what is wrong and what to do
   */
  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, Map.of(), Map.of());
  }

  /** A field or parameter that is not of its form: 400. */
  public static Problem field(String field, String detail) {
    return of(400, "Bad request", detail).with("field", field);
  }

  /** The service ends, so nobody waits any longer: 503. */
  public static Problem stopping() {
    return of(503, "Stopping", "the service is being stopped: try again")
        .withHeader("Retry-After", "1");
  }

  /** There is no such thing, or not for this caller: 404. */
  public static Problem notFound(String detail) {
    return of(404, "Not found", detail);
  }

  /** This, with one more member of the problem document: a text, a number or a map of those. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, title, getMessage(), more, headers);
  }

  /** This, with a header. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, title, getMessage(), members, more);
  }

  /** The problem document. */
  public ObjectNode document() {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", "urn:freshet:problem:" + title.toLowerCase(Locale.ROOT).replace(' ', '-'));
    node.put("title", title);
    node.put("status", status);
    node.put("detail", getMessage());
    new TreeMap<>(members).forEach((name, value) -> node.set(name, JSON.valueToTree(value)));
    return node;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The kind of problem in a word or two. */
  public String title() {
    return title;
  }

  /** Further members of the problem document, {@code field} among them. */
  public Map<String, Object> members() {
    return members;
  }

  /** Headers of the answer. */
  public Map<String, String> headers() {
    return headers;
  }
}
