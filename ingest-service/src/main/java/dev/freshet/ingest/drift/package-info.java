/**
 * Drift: documents that were indexed enter, one by one, and how far the last ones differ from those
 * before leaves as four numbers. Nothing fails; until enough documents were seen there is no
 * number. Bounded are the windows, what is looked at in a document, and with them the memory: about
 * 130 KB a window, whatever documents bring. Kept in memory only: after a restart it begins anew.
 * Formulas: docs/quality.md.
 */
package dev.freshet.ingest.drift;
