/**
 * Dead letters: looked at, put back and dropped.
 *
 * <pre>
 *   freshet.dead-letters ──(backwards, in pieces)──► Readings ──► list
 *   freshet.dead-letter-marks ──► Marks: what is settled ──┘    └──► replay ──► documents.slow
 *                          ▲────────────── replayed, dropped ───────────┘
 * </pre>
 *
 * <p>Requests of admins enter; JSON, or a letter's bytes as a download, leaves. A letter that is
 * gone or settled fails as a 404 problem, one that cannot be put back as it is as a 409 that says
 * what to do instead; Kafka that does not answer is an Outage. Readers at once, the time of a
 * request and the letters of a page are bounded; the values of letters are never kept while they
 * are listed. Nothing is kept here but one bit for each settled letter that Kafka still has.
 */
package dev.freshet.query.deadletters;
