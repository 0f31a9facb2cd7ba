package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;

/** Writes a life anew in one call of Lucene's, and removes passages that belong to none. */
record Mending(
    LuceneIndex index, PassageDocuments documents, Preparation preparation, OpenLives lives) {

  /**
   * The life that stands, from its first passage to its head; a reader sees the one before or this.
   *
   * @return the head as it is now; empty of one so old that it does not say what began it
   */
  Optional<LiveHead> mend(DocumentIdentity identity, LiveHead standing, EmbeddedDocument document) {
    if (standing.input().isEmpty()) {
      return Optional.empty();
    }
    Position began = standing.input().get();
    Head before = standing.head();
    List<Document> block = new ArrayList<>();
    for (EmbeddedPassage passage : document.passages()) {
      block.add(documents.write(identity, before.version(), document.metadata(), passage, began));
    }
    LiveHead mended =
        new LiveHead(
            new Head(
                before.version(), false, before.since(), document.passages().size(), before.over()),
            standing.partitionCode(),
            standing.input());
    Document last = mended.document(identity);
    documents.addExpiry(last, identity, document.metadata(), began);
    block.add(last);
    Term life = new Term(PassageFields.LIFE, standing.life(identity));
    index.run(() -> index.writer().updateDocuments(life, block));
    return Optional.of(mended);
  }

  long removeOrphans(DocumentIdentity identity) {
    OpenLives.Found found = index.read(searcher -> lives.of(searcher, identity));
    Term[] orphans =
        found.orphanLives().stream()
            .filter(life -> !preparation.isPrepared(life))
            .map(life -> new Term(PassageFields.LIFE, life))
            .toArray(Term[]::new);
    if (orphans.length == 0) {
      return 0;
    }
    index.run(() -> index.writer().deleteDocuments(orphans));
    return found.orphans().size();
  }
}
