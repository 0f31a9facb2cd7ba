package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.stores.testkit.RealQdrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The same, with the passages in a real Qdrant. */
class UpOnQdrantTest extends UpJourney {
  private final String collections = "freshet-test-" + UUID.randomUUID() + "-";

  @Override
  String[] store() {
    try {
      Path settings = folder.resolve("freshet.properties");
      Files.writeString(settings, "qdrant.collections=" + collections + "\n");
      return new String[] {"--qdrant", RealQdrant.address(), "--config", settings.toString()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void collectionsOfAnotherFolder_areRefusedWithTheFix() throws Exception {
    try (var first = RunningFreshet.start(folder.resolve("data"), store()).awaitReady()) {
      assertThat(first.output()).contains("Qdrant at " + RealQdrant.address());
      assertThat(first.stop()).isZero();
    }
    try (var other = RunningFreshet.start(folder.resolve("other"), store())) {
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.output().lines())
          .last()
          .asString()
          .startsWith("freshet: the Qdrant collection \"" + collections)
          .contains("was filled from the Kafka cluster ")
          .contains("set qdrant.collections to another beginning");
    }
  }

  @Test
  void folderThatBeganOnQdrant_doesNotGoOnWithoutIt() throws Exception {
    Path data = folder.resolve("data");
    try (var first = RunningFreshet.start(data, store()).awaitReady()) {
      assertThat(first.stop()).isZero();
    }
    try (var second = RunningFreshet.start(data)) {
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.output()).contains("keeps its passages in qdrant, not in lucene");
    }
  }
}
