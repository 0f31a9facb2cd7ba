package dev.freshet.query.dashboard;

import java.util.List;

/** Panels under one heading. */
record Group(String title, List<Panel> panels) {
  Group {
    panels = List.copyOf(panels);
  }
}
