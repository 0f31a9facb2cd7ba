/**
 * What the jobs share: running on Kafka Streams without waiting in {@code process}, and without
 * losing what is not yet handed on.
 *
 * <pre>
 *              stream thread                                workers
 *   poll ──► process ──► OrderedWindow ── submit ─────────►  work
 *    ▲                    │  head done?  ◄──────────────────  │
 *    │   CommitGate       ▼
 *    └── in slices      forward ──► producer ──► (flush) ──► commit, up to the oldest held
 * </pre>
 *
 * <p>A head that holds up others for long steps aside where it can: something else goes on in its
 * place, and its own result once it is there ({@code Turn}).
 *
 * <p>Records of a job's input topics enter. Results leave for its output topics, in the order of
 * each input partition, and offsets are committed up to the oldest record that has not left.
 * Outages of what the work needs are seen through ({@code OutageRetry}), those of Kafka or of the
 * store end the run, which a supervisor begins anew; a bug does the same and is told in the job's
 * health. Each partition's window is bounded in documents and bytes, a wait for it in time.
 */
package dev.freshet.ingest.streams;
