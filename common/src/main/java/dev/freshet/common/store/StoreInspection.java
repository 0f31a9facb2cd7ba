package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Looks into a store as it is, whatever its readers may see: for whoever holds it against what it
 * should hold. As of the last refresh. Safe to use from several threads. Every method throws {@link
 * dev.freshet.common.failure.Outage} where the store cannot answer now.
 */
public interface StoreInspection {

  /**
   * The documents of which the store holds a head or a passage that has not ended, a page at a
   * time. One that changes meanwhile is on one page or another; one may come twice.
   *
   * @param cursor where the page before ended; empty: from the start
   * @param limit 1 to 1000
   */
  Page documents(Optional<String> cursor, int limit);

  /** The newest version or tombstone of a document; cheaper than all that is held of it. */
  Optional<Head> head(DocumentIdentity identity);

  /**
   * What the store holds of a document, all of one moment; empty where it holds neither a head nor
   * a passage that has not ended.
   */
  Optional<StoredDocument> document(DocumentIdentity identity);

  /**
   * A page of documents.
   *
   * @param documents about as many as asked for, or fewer
   * @param next the cursor of the page after; empty: there is none
   */
  record Page(List<DocumentIdentity> documents, Optional<String> next) {
    /** Copies the list. */
    public Page {
      documents = List.copyOf(documents);
    }
  }
}
