package dev.freshet.standalone.up;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.ingest.FlowGeneration;
import dev.freshet.query.generations.ReadableGeneration;
import dev.freshet.stores.lucene.LuceneCatalogue;
import dev.freshet.stores.lucene.LucenePassageStore;
import dev.freshet.stores.lucene.LuceneSettings;
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
    LucenePassageStore store,
    LuceneCatalogue catalogue)
    implements AutoCloseable {

  /**
   * Opens its store.
   *
   * @param settings of the store
   * @param catalogue its own, open
   * @throws StartRefused when its folder is in use or of another make
   */
  static OpenGeneration of(
      GenerationPlace place,
      Generation generation,
      PrioritisedEmbedder embedder,
      LuceneSettings settings,
      LuceneCatalogue catalogue) {
    try {
      var store = LucenePassageStore.open(place.index(), generation.model().dimension(), settings);
      return new OpenGeneration(place, generation, embedder, store, catalogue);
    } catch (IllegalStateException e) {
      throw new StartRefused(e.getMessage(), e);
    }
  }

  /** As the jobs know it. */
  FlowGeneration flow(BooleanSupplier serves) {
    return new FlowGeneration(
        generation, place.topics(), place.groups(), embedder, store.writer(), serves);
  }

  /** As the query service knows it. */
  ReadableGeneration readable() {
    return new ReadableGeneration(
        generation.name(),
        place.topics(),
        place.sharedGroups(),
        place.groups(),
        store.searcher(),
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
