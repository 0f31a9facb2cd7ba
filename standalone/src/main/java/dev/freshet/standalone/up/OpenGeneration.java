package dev.freshet.standalone.up;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.store.PassageStore;
import dev.freshet.ingest.FlowGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.stores.lucene.LuceneCatalogue;
import java.util.function.BooleanSupplier;

/**
 * A generation with its store and catalogue open.
 *
 * @param place where it has its things
 * @param generation its model and passages
 * @param embedder its model, shared with those that have the same
 * @param store its own
 * @param catalogue its own
 */
record OpenGeneration(
    GenerationPlace place,
    Generation generation,
    PrioritisedEmbedder embedder,
    PassageStore store,
    LuceneCatalogue catalogue)
    implements AutoCloseable {

  /** As the jobs know it. */
  FlowGeneration flow(BooleanSupplier serves) {
    return new FlowGeneration(
        generation,
        place.names().topics(),
        place.names().groups(),
        embedder,
        store.writer(),
        serves);
  }

  /** As the query service knows it. */
  ReadableGeneration readable() {
    return new ReadableGeneration(
        generation.name(),
        place.names().topics(),
        place.sharedGroups(),
        place.names().groups(),
        store.searcher(),
        store.inspection(),
        catalogue,
        embedder.as(Priority.QUERY));
  }

  /** The model stays open: its natives may be in use. */
  @Override
  public void close() {
    store.close();
    catalogue.close();
  }
}
