package dev.freshet.ingest.index;

import dev.freshet.ingest.streams.CommitGate;

/**
 * What the tasks of one run share; all of it belongs to the run's one stream thread, but for the
 * fence, which the lanes share.
 *
 * @param gate holds commits back
 * @param fence before the store
 * @param refresher makes what is applied readable
 * @param sweeper removes what has ended
 * @param durability makes the store outlive a kill, and knows how far it would
 */
record IndexRun(
    CommitGate gate, Fence fence, Refresher refresher, Sweeper sweeper, Durability durability) {}
