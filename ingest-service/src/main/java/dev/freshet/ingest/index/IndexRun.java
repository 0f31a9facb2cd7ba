package dev.freshet.ingest.index;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.ingest.streams.CommitGate;
import java.time.InstantSource;

/**
 * What the tasks of one run share; all of it belongs to the run's one stream thread, but for the
 * fence, which the lanes share.
 *
 * @param gate holds commits back
 * @param writer the store
 * @param fence before the store
 * @param refresher makes what is applied readable
 * @param sweeper removes what has ended
 * @param durability makes the store outlive a kill, and knows how far it would
 */
record IndexRun(
    CommitGate gate,
    PassageWriter writer,
    Fence fence,
    Refresher refresher,
    Sweeper sweeper,
    Durability durability) {

  /** Ends what an input partition brought, once its time is over. */
  Expiry expiry(LogPartition input, InstantSource clock) {
    return new Expiry(writer, fence, gate, refresher, input, clock, System::nanoTime);
  }
}
