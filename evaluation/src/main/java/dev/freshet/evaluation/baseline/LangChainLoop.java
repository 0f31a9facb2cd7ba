package dev.freshet.evaluation.baseline;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a Java user would write in a day: a consumer loop, LangChain4j's recursive splitter, the
 * same int8 weights and its store in memory, replace by key, one HTTP handler. In its favour: a
 * fresh consumer group at each start, so that it never waits for its dead predecessor.
 */
public final class LangChainLoop {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BgeSmallEnV15QuantizedEmbeddingModel model =
      new BgeSmallEnV15QuantizedEmbeddingModel();
  private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
  private final AtomicLong passages = new AtomicLong();
  private final AtomicLong characters = new AtomicLong();
  private final DocumentSplitter splitter;

  private LangChainLoop(int maxCharacters) {
    splitter = DocumentSplitters.recursive(maxCharacters, 0);
  }

  /**
   * Runs until killed.
   *
   * @param args broker port, topic, HTTP port, greatest passage in characters
   */
  public static void main(String[] args) throws IOException {
    LangChainLoop loop = new LangChainLoop(Integer.parseInt(args[3]));
    loop.serve(Integer.parseInt(args[2]));
    loop.consume(Integer.parseInt(args[0]), args[1]);
  }

  private void consume(int brokerPort, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + brokerPort,
            "group.id",
            "loop-" + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest",
            "fetch.max.wait.ms",
            100);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          ingest(record.key(), record.value());
        }
      }
    }
  }

  private void ingest(String id, byte[] file) {
    store.removeAll(metadataKey("id").isEqualTo(id));
    if (file == null) {
      return;
    }
    String text = new String(file, StandardCharsets.UTF_8);
    List<TextSegment> segments = splitter.split(Document.from(text, Metadata.from("id", id)));
    List<Embedding> embeddings = model.embedAll(segments).content();
    store.addAll(embeddings, segments);
    passages.addAndGet(segments.size());
    segments.forEach(segment -> characters.addAndGet(segment.text().length()));
  }

  private void serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/search", this::search);
    server.createContext(
        "/count",
        exchange ->
            answer(
                exchange,
                JSON.createObjectNode()
                    .put("passages", passages.get())
                    .put("characters", characters.get())));
    server.start();
  }

  private void search(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    Embedding query = model.embed(request.required("query").asText()).content();
    ObjectNode response = JSON.createObjectNode();
    ArrayNode results = response.putArray("results");
    store
        .search(
            EmbeddingSearchRequest.builder()
                .queryEmbedding(query)
                .maxResults(request.required("limit").asInt())
                .build())
        .matches()
        .forEach(
            match ->
                results
                    .addObject()
                    .put("id", match.embedded().metadata().getString("id"))
                    .put("text", match.embedded().text())
                    .put("score", match.score()));
    answer(exchange, response);
  }

  private static void answer(HttpExchange exchange, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(200, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
