/**
 * Datasets to train on, from what stands on the topics: documents as they are now, what was asked
 * of them and what users said of it. Records enter, files leave: pairs of question and passage,
 * chats for fine-tuning, a card, and a manifest that names every version they came from. The same
 * records and seed give the same bytes.
 *
 * <pre>
 *   feedback, audit ─► Asked ─────────┐
 *   embedded.* ─► Heads ─► Corpus ────┴─► Spool ─► Assembly ─► pairs, chats, Lineage ─► Manifest
 *                     ▲
 *   permissions, parsed
 * </pre>
 *
 * <p>Only what the tenant's named principals may read, and what stands: nothing deleted,
 * superseded, expired or withheld. What is left out is counted by reason. Kafka that does not
 * answer fails as an Outage, what is asked wrongly as a StartRefused; the folder then holds what it
 * held. Read in streams: kept in memory are a few hundred bytes a document, a query and an example,
 * and one of 256 parts of the examples at a time, however large; documents, judgements, references
 * and examples have a limit each.
 */
package dev.freshet.standalone.dataset;
