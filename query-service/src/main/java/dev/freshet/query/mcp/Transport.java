package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Request;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Brings questions to the protocol's library and its answers back, on the thread of the request.
 * The library holds no session: each question stands alone.
 */
final class Transport implements McpStatelessServerTransport {
  private static final String REQUEST = "request";

  private final LibraryJson json;
  private McpStatelessServerHandler handler;

  Transport(LibraryJson json) {
    this.json = json;
  }

  /** The HTTP request that a tool is called by. */
  static Request request(McpTransportContext context) {
    return (Request) context.get(REQUEST);
  }

  /**
   * The answer: a result or an error of JSON-RPC.
   *
   * @throws Refusal for parameters that are not of the method's form
   */
  ObjectNode ask(Request http, Message.Question question) {
    Map<String, Object> parameters =
        json.convertValue(question.parameters(), new TypeRef<Map<String, Object>>() {});
    JsonNode id = question.id();
    var asked =
        new McpSchema.JSONRPCRequest(
            question.method(), id.isTextual() ? id.asText() : (Object) id.asLong(), parameters);
    McpTransportContext context = McpTransportContext.create(Map.of(REQUEST, http));
    try {
      var answer = (ObjectNode) json.tree(handler.handleRequest(context, asked).block());
      // Our tools never fail: what the library failed on are parameters that it could not read.
      if (answer.at("/error/code").asInt() == Refusal.BUG) {
        throw notThose(question);
      }
      return answer;
    } catch (IllegalArgumentException _) {
      throw notThose(question);
    }
  }

  private static Refusal notThose(Message.Question question) {
    return new Refusal(
        Refusal.BAD_PARAMETERS,
        "the parameters are not those of " + question.method() + ": see the protocol");
  }

  @Override
  public void setMcpHandler(McpStatelessServerHandler given) {
    handler = given;
  }

  @Override
  public List<String> protocolVersions() {
    return Revisions.WITH_HANDSHAKE;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }
}
