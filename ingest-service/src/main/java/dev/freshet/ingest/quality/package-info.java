/**
 * Quality: a parsed document enters, with what its publisher said, and leaves with its signals, or
 * as held back where the policy of one of them says so. Each signal is a function of the document
 * and the time it was published, so a replay measures the same. What cannot be measured has no
 * signal; nothing here fails. Bounded is the text that is looked at ({@link
 * dev.freshet.ingest.quality.Prose#MAX_CHARACTERS}), which bounds the time. Rules and thresholds:
 * docs/quality.md.
 */
package dev.freshet.ingest.quality;
