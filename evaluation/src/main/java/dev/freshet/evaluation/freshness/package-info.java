/**
 * How often an answer that has moved is told as it is now: a knowledge base that changes enters,
 * with questions whose right answer moved and the answers they had before; shares of right,
 * outdated and missing answers leave, for three ways to answer. Files that cannot be read fail as
 * an {@link dev.freshet.evaluation.quality.UnusableCollection}; a Freshet that does not keep up
 * fails as an exception. The changes are replayed in their order, as fast as Freshet takes them:
 * days pass in the replay, not on the clock.
 *
 * <pre>
 *   initial, changes, questions ─► Replay ─► Happening, by time ─► Study ─► Asked ─► Shares ─► page, JSON
 *                                                                   │ ▲
 *                                            publish, read point of │ │ context of each arm
 *                                              each midnight        ▼ │
 *                                                                  Freshet
 * </pre>
 *
 * <p>The arms read one index as of three points of it: as it is, as it was at the last midnight
 * (what a nightly rebuild would serve), and as it was at the start (what a model that was trained
 * then, and retrieves nothing, could know at best).
 */
package dev.freshet.evaluation.freshness;
