package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is told about every document, built from {@code index-events} and from nothing else. One
 * thread applies, many read. What is told to be narrower is at once kept from whoever may not see
 * it any more; anything else may wait for a {@link #refresh}. Memory does not grow with the number
 * of documents. Every method throws {@link dev.freshet.common.failure.Outage} where it cannot
 * answer now.
 */
public interface Catalogue extends AutoCloseable {
  /** So many documents at most are compared with one. */
  int MAX_COMPARED = 10_000;

  /** So many documents at most are looked at for one page of copies. */
  int MAX_LOOKED = 1_000;

  /**
   * Applies one event by {@link CatalogueEntry#after}.
   *
   * @param at the event's own position in {@code index-events}
   */
  void apply(IndexEvent event, Position at);

  /** When it returns, everything applied is found, and counted by {@link #counts}. */
  void refresh();

  /**
   * Opens it again where it broke down.
   *
   * @return whether that was so: what was not durable is gone and has to be applied again
   */
  default boolean recover() {
    return false;
  }

  /**
   * The positions up to which everything applied outlives kill -9: where to read on from at start.
   */
  ReadPoint durable();

  /**
   * When it returns, everything applied outlives kill -9, and with it what its builder has to know
   * to go on from there.
   *
   * @param checkpoint the builder's own text; maybe empty
   */
  void commit(String checkpoint);

  /** What the last durable {@link #commit} was given; empty where there was none. */
  String checkpoint();

  /** What is told of one document; also of one applied but not yet refreshed. */
  Optional<CatalogueEntry> find(DocumentIdentity identity);

  /** The documents of one id in a tenant, in any source the caller may see. */
  List<CatalogueEntry> find(Access access, String id);

  /**
   * A page of documents that the caller may see, the latest told first. Whether a document is a
   * copy is not kept but looked for, so a page of copies ends after {@link #MAX_LOOKED} documents:
   * it may hold fewer than asked for, or none, and yet have a next one.
   *
   * @param wanted which of them
   * @param cursor where the page before ended; empty: from the start
   * @param limit 1 to 200
   */
  Page list(Access access, Selection wanted, Optional<String> cursor, int limit);

  /**
   * The documents whose standing version has nearly the wording of another's, the latest published
   * first. Of more than {@link #MAX_COMPARED} that might be among them only so many are compared.
   *
   * @param document whose standing version they are compared with; it is not among them, and
   *     without a sketch there are none
   * @param similarity from this on, {@link NearDuplicate#LEAST} to 1
   * @param limit 1 to 200
   */
  List<NearDuplicate> nearDuplicates(
      Access access, CatalogueEntry document, double similarity, int limit);

  /** How many documents of a tenant stand in each state. */
  Map<DocumentState, Long> counts(Access access);

  @Override
  void close();

  /**
   * Which documents are listed.
   *
   * @param state only those in this state; empty: all
   * @param text only those whose id, title or filename contains this, whatever the case; empty: all
   * @param signal only those whose standing version was flagged for this; empty: all
   * @param copies only those of which an older near-duplicate stands that the caller may see, at
   *     least so similar; empty: all
   */
  record Selection(
      Optional<DocumentState> state,
      String text,
      Optional<Signal.Kind> signal,
      Optional<Double> copies) {
    /** All documents. */
    public static final Selection ALL = new Selection(Optional.empty(), "", Optional.empty());

    /** Whether they are copies does not matter. */
    public Selection(Optional<DocumentState> state, String text, Optional<Signal.Kind> signal) {
      this(state, text, signal, Optional.empty());
    }
  }

  /**
   * A page of entries.
   *
   * @param entries at most as many as asked for
   * @param next the cursor of the page after; empty: there is none
   */
  record Page(List<CatalogueEntry> entries, Optional<String> next) {
    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }
  }
}
