package dev.freshet.common.settings;

import java.util.List;

/** The settings do not make sense; the message names every problem, one a line. */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSettings(List<String> problems) {
    super(String.join("\n", problems));
  }
}
