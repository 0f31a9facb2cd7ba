package dev.freshet.ingest.fakes;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.EmbeddedDocument;

/** A store that is away while it is told to be: whatever it is asked to write is an outage. */
public final class FaultyWriter extends MemoryWriter {
  private volatile boolean away;

  /** From now on it is away, or back. */
  public void away(boolean now) {
    away = now;
  }

  private void require() {
    if (away) {
      throw new Outage("store", "No space left on device", null);
    }
  }

  @Override
  public synchronized void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    require();
    super.replace(identity, version, document, input);
  }

  @Override
  public synchronized void commit() {
    require();
    super.commit();
  }
}
