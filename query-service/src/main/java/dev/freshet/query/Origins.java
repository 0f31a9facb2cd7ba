package dev.freshet.query;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Origin;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.query.generations.GenerationSwitch;
import dev.freshet.query.retrieval.Trail;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the versions came from that a query was given, as the serving generation's catalogue has
 * it.
 */
record Origins(GenerationSwitch generations) implements Function<Trail.Source, Optional<Origin>> {
  @Override
  public Optional<Origin> apply(Trail.Source source) {
    return generations
        .current()
        .catalogue()
        .find(source.document())
        .flatMap(CatalogueEntry::standing)
        .map(IndexEvent::origin)
        .filter(origin -> origin.version().equals(source.version()));
  }
}
