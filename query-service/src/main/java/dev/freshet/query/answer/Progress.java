package dev.freshet.query.answer;

import java.io.IOException;

/** Is told of an answer while it is written. An exception of it ends the writing. */
interface Progress {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void text(String piece) {
          // It is all in the answer.
        }

        @Override
        public void beat() {
          // Nobody listens yet.
        }
      };

  /** More of the text, never empty. */
  void text(String piece) throws IOException;

  /** Nothing came for a while. */
  void beat() throws IOException;
}
