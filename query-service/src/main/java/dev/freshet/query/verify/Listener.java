package dev.freshet.query.verify;

/** Hears how a round goes, on its thread. */
interface Listener {
  /** Nobody. */
  Listener NOBODY =
      new Listener() {
        @Override
        public void progress(String step, long done, long of) {
          // Nobody hears it.
        }

        @Override
        public void found(Finding finding) {
          // It stands in the report.
        }
      };

  /**
   * So much of a step is done.
   *
   * @param step such as {@code embedded} or {@code settling}
   * @param of about how many there are; 0: unknown
   */
  void progress(String step, long done, long of);

  /** A difference stayed. */
  void found(Finding finding);
}
