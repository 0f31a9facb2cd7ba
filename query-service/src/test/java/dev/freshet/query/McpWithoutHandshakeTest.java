package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** The protocol's revision 2026-07-28: every question stands alone. */
class McpWithoutHandshakeTest extends EndpointTest {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private Answer post(String method, String name, String more) throws Exception {
    var request =
        running
            .request("/mcp")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", method)
            .POST(
                BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\""
                        + method
                        + "\",\"params\":{"
                        + META
                        + more
                        + "}}"));
    if (!name.isEmpty()) {
      request.header("Mcp-Name", name);
    }
    return running.send(request);
  }

  @Test
  void discover_tellsRevisionsAndTools() throws Exception {
    JsonNode result = post("server/discover", "", "").json().get("result");

    assertThat(result.get("supportedVersions").toString()).endsWith("\"2026-07-28\"]");
    assertThat(result.get("resultType").asText()).isEqualTo("complete");
    assertThat(result.at("/capabilities/tools").isObject()).isTrue();
    assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
        .isEqualTo("freshet");
  }

  @Test
  void list_saysForHowLongItHolds() throws Exception {
    JsonNode result = post("tools/list", "", "").json().get("result");

    assertThat(result.get("tools").findValuesAsText("name")).contains("search");
    assertThat(result.get("ttlMs").asInt()).isEqualTo(60_000);
    assertThat(result.get("cacheScope").asText()).isEqualTo("private");
  }

  @Test
  void call_answersAsWithAHandshake() throws Exception {
    running.index("a", 0, "Annual leave", Metadata.NONE);

    Answer answer =
        post(
            "tools/call",
            "search",
            ",\"name\":\"search\",\"arguments\":{\"query\":\"leave\",\"freshness\":{\"token\":"
                + "\"documents-0@0\"}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/result/structuredContent/results")).hasSize(1);
    assertThat(answer.json().at("/result/resultType").asText()).isEqualTo("complete");
  }

  @Test
  void headers_thatSayAnotherThing_areRefused() throws Exception {
    Answer name = post("tools/call", "document", ",\"name\":\"search\",\"arguments\":{}");
    Answer revision =
        running.send(
            running
                .request("/mcp")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(
                    BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{"
                            + META
                            + "}}")));

    assertThat(name.status()).isEqualTo(400);
    assertThat(name.json().at("/error/code").asInt()).isEqualTo(-32020);
    assertThat(revision.status()).isEqualTo(400);
    assertThat(revision.json().at("/error/code").asInt()).isEqualTo(-32020);
  }

  @Test
  void handshake_isNoMethodOfIt() throws Exception {
    Answer answer = post("initialize", "", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32601);
  }
}
