package dev.freshet.ingest.drift;

import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.telemetry.Telemetry;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Compares the stream with itself: each full window of documents with the windows before it. Safe
 * to use from several threads.
 */
public final class Drift {
  private final DriftSettings settings;
  private final Deque<Window> reference = new ArrayDeque<>();
  private BitSet known = new BitSet();
  private Window current = new Window();
  private String generation = "";
  private Measures last = Measures.NONE;

  /**
   * @param settings how much is compared
   * @param telemetry tells the numbers; they are held weakly, so keep this
   */
  public Drift(DriftSettings settings, Telemetry telemetry) {
    this.settings = settings;
    telemetry.quality().drift("language", this, drift -> drift.last().language());
    telemetry.quality().drift("length", this, drift -> drift.last().length());
    telemetry.quality().drift("embedding", this, drift -> drift.last().embedding());
    telemetry.quality().drift("vocabulary", this, drift -> drift.last().vocabulary());
    telemetry.quality().driftDocuments(this, Drift::documents);
  }

  /**
   * Counts a document that became retrievable.
   *
   * @param of the generation it was embedded for: vectors of another are not comparable, so another
   *     one begins anew
   */
  public void add(String of, EmbeddedDocument document) {
    if (settings.window() > 0 && !document.passages().isEmpty()) {
      add(of, Sample.of(document));
    }
  }

  private synchronized void add(String of, Sample sample) {
    if (!of.equals(generation)) {
      generation = of;
      reference.clear();
      known = new BitSet();
      current = new Window();
      last = Measures.NONE;
    }
    current.add(sample, known);
    if (current.documents() >= settings.window()) {
      close();
    }
  }

  private void close() {
    if (reference.size() == settings.reference()) {
      last = Measures.between(reference, current);
      reference.removeFirst();
    }
    reference.addLast(current);
    known = new BitSet();
    reference.forEach(window -> window.addVocabularyTo(known));
    current = new Window();
  }

  /** Of the last full window. */
  synchronized Measures last() {
    return last;
  }

  private synchronized int documents() {
    return current.documents();
  }
}
