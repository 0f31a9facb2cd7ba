package dev.freshet.common.embed;

import dev.freshet.common.document.Lane;

/** Who goes first where several want the model: the earlier constant. */
public enum Priority {
  QUERY,
  LIVE,
  BULK;

  /** The priority of a lane's passages. */
  public static Priority of(Lane lane) {
    return switch (lane) {
      case LIVE -> LIVE;
      case BULK, SLOW -> BULK;
    };
  }
}
