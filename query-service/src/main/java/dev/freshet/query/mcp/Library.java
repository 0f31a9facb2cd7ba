package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.query.retrieval.Trail;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocol's own library, set up with our tools. */
final class Library {
  /** What the service calls itself. */
  static final String NAME = "freshet";

  private static final Logger LOG = LoggerFactory.getLogger(Library.class);
  private final LibraryJson json = new LibraryJson();
  private final Transport transport = new Transport(json);
  private final List<String> names;

  /**
   * @param version of the service
   * @param tools by the names that the manual has
   */
  Library(Manual manual, String version, Map<String, Tool> tools) {
    this.names = manual.tools().stream().map(tool -> tool.get("name").asText()).toList();
    List<SyncToolSpecification> specifications =
        manual.tools().stream()
            .map(tool -> specification(tool, tools.get(tool.get("name").asText())))
            .toList();
    McpStatelessSyncServer _ =
        McpServer.sync(transport)
            .jsonMapper(json)
            // Tools read their arguments strictly themselves, as their rooms do over HTTP.
            .validateToolInputs(false)
            .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(null))
            .serverInfo(NAME, version)
            .instructions(manual.instructions())
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .tools(specifications)
            // On the thread of the request: it is a virtual one, and waits for nobody else.
            .immediateExecution(true)
            .build();
  }

  private SyncToolSpecification specification(ObjectNode told, Tool tool) {
    return SyncToolSpecification.builder()
        .tool(json.convertValue(told, McpSchema.Tool.class))
        .callHandler(
            (context, call) -> {
              Map<String, Object> arguments =
                  call.arguments() == null ? Map.of() : call.arguments();
              return result(
                  call.name(), tool, (ObjectNode) json.tree(arguments), Transport.request(context));
            })
        .build();
  }

  private CallToolResult result(String name, Tool tool, ObjectNode arguments, Request http) {
    try {
      Trail.tool(name);
      Told told = tool.call(arguments, http);
      return CallToolResult.builder()
          .addTextContent(told.text())
          .structuredContent(json.convertValue(told.structure(), Map.class))
          .isError(false)
          .build();
    } catch (Problem e) {
      return failed(e.getMessage());
    } catch (Outage e) {
      return failed(e.dependency() + " does not answer: try again later");
    } catch (RuntimeException e) {
      LOG.error("a tool failed", e);
      return failed("this is a bug: the log of the service has more");
    }
  }

  /** For the model: it can mend its call, or tell the person. */
  private static CallToolResult failed(String why) {
    return CallToolResult.builder().addTextContent(why).isError(true).build();
  }

  /**
   * The answer to a question.
   *
   * @throws Refusal for parameters that are not of the method's form
   */
  ObjectNode ask(Request http, Message.Question question) {
    if (question.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
      requireTool(question.parameters());
    }
    return transport.ask(http, question);
  }

  private void requireTool(ObjectNode parameters) {
    String name = parameters.path("name").asText();
    if (!parameters.path("name").isTextual() || !names.contains(name)) {
      throw new Refusal(Refusal.BAD_PARAMETERS, Spelling.unknown("tool", name, names));
    }
    boolean given = parameters.hasNonNull("arguments");
    if (given && !parameters.get("arguments").isObject()) {
      throw new Refusal(Refusal.BAD_PARAMETERS, "\"arguments\" is no object: give one, or none");
    }
  }
}
