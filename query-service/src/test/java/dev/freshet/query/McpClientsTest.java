package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.common.document.Metadata;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that others wrote speak to the service as they are. */
class McpClientsTest extends EndpointTest {
  private static final Map<String, Object> SEARCH =
      Map.of("query", "leave", "freshness", Map.of("token", "documents-0@0"));

  @Test
  void officialJavaClient_findsAndCallsTheTools() {
    running.index("handbook", 0, "Annual leave is granted.", Metadata.NONE);
    var transport =
        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + running.service.port())
            .build();

    try (McpSyncClient client = McpClient.sync(transport).build()) {
      McpSchema.InitializeResult agreed = client.initialize();
      assertThat(agreed.protocolVersion()).isEqualTo("2025-11-25");
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("search", "context", "document", "freshness", "watch");
      assertThat(client.ping()).isNotNull();

      CallToolResult found =
          client.callTool(CallToolRequest.builder("search").arguments(SEARCH).build());
      CallToolResult wrong =
          client.callTool(CallToolRequest.builder("search").arguments(Map.of("qery", "x")).build());

      assertThat(found.isError()).isFalse();
      assertThat(found.structuredContent().toString()).contains("Annual leave is granted.");
      assertThat(((McpSchema.TextContent) wrong.content().getFirst()).text())
          .isEqualTo("field \"qery\" is unknown: did you mean \"query\"?");
    }
  }

  @Test
  void officialPythonClient_findsAndCallsTheTools_withAndWithoutHandshake() throws Exception {
    Optional<Path> python = pythonWithMcp();
    assumeTrue(
        python.isPresent(),
        "no python3 with the package mcp: install it, or name one by FRESHET_MCP_PYTHON");
    running.index("handbook", 0, "Annual leave is granted.", Metadata.NONE);
    Path script = folder.resolve("client.py");
    try (var in = McpClientsTest.class.getResourceAsStream("/mcp_client.py")) {
      Files.write(script, in.readAllBytes());
    }

    String said =
        run(python.get(), script.toString(), "http://127.0.0.1:" + running.service.port() + "/mcp");

    assertThat(said.lines())
        .containsExactly(
            "2025-11-25 search True False True", "2026-07-28 search True False True", "done");
  }

  private static Optional<Path> pythonWithMcp() throws IOException, InterruptedException {
    Path python =
        Path.of(Optional.ofNullable(System.getenv("FRESHET_MCP_PYTHON")).orElse("python3"));
    try {
      run(python, "-c", "import mcp");
      return Optional.of(python);
    } catch (IOException | AssertionError _) {
      return Optional.empty();
    }
  }

  private static String run(Path python, String... arguments)
      throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(python.toString());
    command.addAll(java.util.List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
