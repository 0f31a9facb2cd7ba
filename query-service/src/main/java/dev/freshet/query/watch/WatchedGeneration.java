package dev.freshet.query.watch;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.query.retrieval.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A generation as watches see it.
 *
 * @param name of the generation
 * @param embedded the topics of its embedded documents; some may not exist (yet)
 * @param view the newest view for a caller; throws a 503 problem before ready
 * @param withheld the caller, and what is withheld now; throws a 503 problem before ready
 * @param catalogue what is told of a document
 * @param embedder its model, for queries
 */
public record WatchedGeneration(
    String name,
    List<String> embedded,
    Function<Access, View> view,
    UnaryOperator<Access> withheld,
    Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue,
    Embedder embedder) {}
