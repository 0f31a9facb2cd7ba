package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A tool's question to a room that answers HTTP, on the caller's behalf.
 *
 * @param caller the agent's
 * @param parameters of the route's template
 * @param query of the query string
 */
record ToolRequest(Caller caller, Map<String, String> parameters, Map<String, List<String>> query)
    implements Request {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The room's answer. */
  JsonNode ask(Handler room) {
    if (!(room.handle(this).body() instanceof Reply.Whole whole)) {
      throw new IllegalStateException("a room that tools ask answers at once");
    }
    try {
      return JSON.readTree(whole.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a room's answer is no JSON", e);
    }
  }

  @Override
  public String parameter(String name) {
    return parameters.get(name);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public OptionalLong contentLength() {
    return OptionalLong.empty();
  }

  @Override
  public InputStream body() {
    return InputStream.nullInputStream();
  }
}
