package dev.freshet.evaluation.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Passage;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.evaluation.faults.Answer.Hit;
import dev.freshet.evaluation.load.EmbeddedTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same input twice, one by one and all at once with a kill: the same to the last bit. */
class SameTwiceTest {
  private static final int DOCUMENTS = 24;
  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** Everything that a document came to, for comparison bit by bit. */
  private record Came(Map<String, List<String>> embedded, Map<String, List<Hit>> found) {}

  @Test
  @Timeout(300)
  void oneByOneAndAllAtOnceWithAKill_giveTheSamePassagesIdsAndVectors()
      throws IOException, InterruptedException {
    Came oneByOne;
    try (var service =
        StormService.inOne(Launch.asBuilt(), subfolder("one"), StormService.Haste.NONE)) {
      service.start();
      for (int i = 0; i < DOCUMENTS; i++) {
        publish(service, i, i + 1);
      }
      oneByOne = came(service);
    }
    Came atOnce;
    try (var service =
        StormService.inOne(Launch.asBuilt(), subfolder("two"), StormService.Haste.NONE)) {
      service.start();
      publish(service, 0, DOCUMENTS);
      service.kill();
      service.start();
      atOnce = came(service);
    }
    assertThat(atOnce.embedded()).hasSize(DOCUMENTS).isEqualTo(oneByOne.embedded());
    assertThat(atOnce.found()).isEqualTo(oneByOne.found());
  }

  private Path subfolder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private static void publish(StormService service, int from, int to) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + service.kafkaPort()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = from; i < to; i++) {
        var record =
            new ProducerRecord<>(StormService.SOURCE, i % 3, bytes("doc-" + i), bytes(text(i)));
        record.headers().add("tenant", bytes(Reader.TENANTS.getFirst()));
        record.headers().add("content-type", bytes("text/markdown"));
        var _ = producer.send(record);
      }
      producer.flush();
    }
  }

  private static String text(int document) {
    StringBuilder text = new StringBuilder();
    for (int section = 0; section <= document % 4; section++) {
      text.append("# Part ").append(section).append("\n\nWord w").append(document).append("q. ");
      text.append("The river rose for the ")
          .append(section * document)
          .append("th time. ".repeat(9));
      text.append("\n\n");
    }
    return text.toString();
  }

  private Came came(StormService service) throws InterruptedException {
    for (int partition = 0; partition < 3; partition++) {
      String last = StormService.SOURCE + "-" + partition + "@" + (DOCUMENTS / 3 - 1);
      assertThat(
              service.awaitRetrievable(last, Duration.ofSeconds(30))
                  || service.awaitRetrievable(last, WAIT.dividedBy(2)))
          .isTrue();
    }
    String topic = TopicNames.DEFAULT.embedded(service.generation(), Lane.LIVE);
    Map<String, List<String>> embedded = new TreeMap<>();
    EmbeddedTopic.read(service.kafkaPort(), topic)
        .forEach(
            e ->
                embedded.put(
                    e.origin().identity().key(),
                    e.document().passages().stream().map(SameTwiceTest::bits).toList()));
    Map<String, List<Hit>> found = new TreeMap<>();
    Reader reader = Reader.ALL.getFirst();
    for (int i = 0; i < DOCUMENTS; i++) {
      List<Hit> hits = new ArrayList<>(service.ask(reader, "w" + i + "q").orElseThrow().hits());
      hits.sort(Comparator.comparingInt(Hit::ordinal));
      assertThat(hits).hasSize(i % 4 + 1);
      found.put("doc-" + i, hits);
    }
    return new Came(embedded, found);
  }

  private static String bits(EmbeddedPassage embedded) {
    Passage passage = embedded.passage();
    int[] bits = new int[embedded.vector().dimension()];
    float[] vector = embedded.vector().toArray();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(vector[i]);
    }
    return passage + " " + Arrays.toString(bits);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
