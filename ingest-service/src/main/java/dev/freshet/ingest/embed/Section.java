package dev.freshet.ingest.embed;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of units under one heading. No passage reaches from one section into another.
 *
 * @param path the headings above it that travel with its passages, outermost first
 * @param budget the most weight a passage's text may have, the headings' tokens taken off
 * @param units in order; grows while the document is read
 */
record Section(List<String> path, int budget, List<Unit> units) {
  Section(List<String> path, int budget) {
    this(path, budget, new ArrayList<>());
  }
}
