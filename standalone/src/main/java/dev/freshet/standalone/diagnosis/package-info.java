/**
 * What looks wrong with a process of Freshet, said in plain words, and what a person needs to find
 * out why.
 *
 * <pre>
 *   settings, this process, its machine ─┐
 *   topics and groups, asked once ───────┼─► {@link dev.freshet.standalone.diagnosis.Facts} ─► rules ─► findings
 *   metrics ─────────────────────────────┘
 * </pre>
 *
 * <p>A {@link dev.freshet.standalone.diagnosis.Subject} enters; one JSON object leaves, without
 * secrets. A rule looks at facts alone and is silent where it does not know them. What cannot be
 * asked is told as a trouble and never fails the rest. One diagnosis at a time; each question to
 * Kafka has a deadline, each text a length.
 */
package dev.freshet.standalone.diagnosis;
