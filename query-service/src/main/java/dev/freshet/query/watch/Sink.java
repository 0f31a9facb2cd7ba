package dev.freshet.query.watch;

/** Where a watch's events go. Called on the feed's threads, one at a time: it must not wait. */
interface Sink {
  /** Takes an event, or finds that there is no room for it and sees to that itself. */
  void offer(Event event);

  /** Whether it takes none any more. */
  boolean over();
}
