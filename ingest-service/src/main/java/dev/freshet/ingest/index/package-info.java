/**
 * The third step of the flow: embedded documents into the store.
 *
 * <pre>
 *   embedded.&lt;gen&gt; ──► Fence ──► store ──► Refresher ──► index-events
 *                                  ▲            (one refresh, many events)
 *                                  └── Sweeper, once ended passages are old enough
 * </pre>
 *
 * <p>Records of {@code embedded.<generation>} enter, in the order of their partition. What became
 * of each leaves on {@code index-events}, in the same order, once readers can see it. An outage of
 * the store ends the run without a commit, and what was not told is applied and told again; a
 * version that the store has already, or a newer one, is not written. Refreshes take a bounded
 * share of time, and what waits for one is bounded by it; ended passages stay for a bounded time,
 * and so do tombstones. Documents whose time is over are told to be gone and then removed.
 */
package dev.freshet.ingest.index;
