package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What every system is given.
 *
 * @param cold documents published at once soon after the start, while compilers still work
 * @param between documents that let the compilers come to rest, whatever the scale
 * @param warm documents published at once after those
 * @param backlog documents that wait on a bulk source
 * @param questions asked one after the other
 * @param queryTime how long questions are asked
 */
record Loads(
    List<Corpus.Text> cold,
    List<Corpus.Text> between,
    List<Corpus.Text> warm,
    List<Corpus.Text> backlog,
    List<String> questions,
    Duration queryTime) {
  /** Documents that every system gets before freshness is measured: compilers want some. */
  static final int WARM_UP = 60;

  /** Documents whose freshness is measured, one after the other. */
  static final int IDLE = 30;

  /** About a minute's. */
  static final int BETWEEN = 3_000;

  /** Below it the documents do not suffice for those two. */
  static final double LEAST_SCALE = .1;

  /** The longest that anything may take. */
  static final Duration LONG = Duration.ofMinutes(10);

  /**
   * @param data the folder with the collections
   * @param scale share of the full load, 1 for the figures of the README
   */
  static Loads of(Path data, double scale) throws IOException {
    int cold = (int) (1_000 * scale);
    int warm = (int) (2_000 * scale);
    List<Corpus.Text> texts = Corpus.mixed(data, cold + BETWEEN + warm);
    return new Loads(
        texts.subList(0, cold),
        texts.subList(cold, cold + BETWEEN),
        texts.subList(cold + BETWEEN, cold + BETWEEN + warm),
        Corpus.mixed(data, (int) (5_000 * scale)),
        Corpus.questions(data),
        Duration.ofMillis((long) (20_000 * scale)));
  }

  /**
   * Documents published at once, and how long until the last was searchable.
   *
   * @param passages how many they came to
   * @param characters of all passages as embedded
   */
  record Flood(double seconds, long passages, long characters) {
    double passagesASecond() {
      return passages / seconds;
    }

    double charactersASecond() {
      return characters / seconds;
    }
  }
}
