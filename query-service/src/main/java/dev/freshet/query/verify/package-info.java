/**
 * What was published held against what is kept of it: topics, catalogue and store enter,
 * differences leave, and what mends them goes back to where the line begins to read.
 *
 * <pre>
 *   embedded, parsed, sources, index-events ──► Statement ──► Judge ──► Suspect ──(second look)──► Finding
 *   store, document by document ─────────────────────────┘  ▲                                 │
 *                                        catalogue, store ──┘        Mender ──► the slow lane ◄┘
 * </pre>
 *
 * <p>A round that Kafka or the store does not answer ends as an Outage, and says how far it came. A
 * request while another's round runs is a 409 problem. Bounded are rounds (one at a time), the
 * share of time of those in the background, suspects and findings kept, and every wait.
 */
package dev.freshet.query.verify;
