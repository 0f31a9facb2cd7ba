/**
 * The bytes of documents that are too large for a record, in a folder or an S3-compatible bucket.
 *
 * <p>In come references and bodies. Out go files on this machine's disk whose size and SHA-256 were
 * compared, and references to what was taken in. A reference that points outside {@code
 * claim.locations}, to nothing or to other bytes is an {@link
 * dev.freshet.common.claim.Unclaimable}; a place that does not answer, and a disk without room, are
 * an {@link dev.freshet.common.failure.Outage}. Bounded are the bytes of one document, the time to
 * move them, the disk that is left free, and how long what was taken in is kept.
 *
 * <pre>{@code
 * deposit(body) ──► Measured ──► FolderPlace or S3Place     fetch(claim) ──► Location: allowed?
 *                   size, hash                                  └─► place ──► Measured ──► a file
 * forget(document) ──► Forgetting: a mark on the disk ──► Sweep, which also ends what is old
 * }</pre>
 */
package dev.freshet.claims;
