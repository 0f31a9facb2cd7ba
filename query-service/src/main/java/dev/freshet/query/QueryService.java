package dev.freshet.query;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Fresh context over HTTP. */
public final class QueryService implements AutoCloseable {
  /**
   * @param otherHealth checks of whoever shares the process
   */
  public QueryService(
      QuerySettings settings,
      Map<String, Object> kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      Generation generation,
      PassageSearcher searcher,
      Catalogue catalogue,
      Embedder queryEmbedder,
      Telemetry telemetry,
      Supplier<List<HealthCheck>> otherHealth,
      InstantSource clock) {}

  /** Binds the port and begins to follow; returns before it is ready. */
  public void start() {}

  /** The port bound. */
  public int port() {
    return 0;
  }

  /** Whether it serves: it has caught up with what was told. */
  public boolean ready() {
    return false;
  }

  @Override
  public void close() {}
}
