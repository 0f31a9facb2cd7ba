package dev.freshet.query.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.text.TextAnalysis;
import org.junit.jupiter.api.Test;

class SupportMeasureTest {
  private static final String TEXT =
      "The treaty was signed by King Charles in 1,204 at three places. It was not renewed.";

  private final SupportMeasure measure = new SupportMeasure(new TextAnalysis());

  @Test
  void sentenceInOtherWords_isSupportedByWhatItShares() {
    Support support = measure.of("King Charles signed this treaty in 1204.", TEXT);

    assertThat(support.coverage()).isGreaterThan(.7);
    assertThat(support.missing()).isEmpty();
    assertThat(support.holds(.5)).isTrue();
  }

  @Test
  void numberNameOrAddressThatIsNotThere_isMissing() {
    Support support =
        measure.of(
            "The treaty was signed by King Louis in 1205, see https://evil.example/x.", TEXT);

    assertThat(support.missing()).containsExactly("1205", "Louis", "https://evil.example/x");
    assertThat(support.holds(0)).isFalse();
  }

  @Test
  void numberWrittenAsAWord_isThere() {
    assertThat(measure.of("It was signed at 3 places.", TEXT).missing()).isEmpty();
  }

  @Test
  void denial_isNoted() {
    assertThat(measure.of("The treaty was not signed by King Charles.", TEXT).negated()).isTrue();
    assertThat(measure.of("The treaty was signed by King Charles.", TEXT).negated()).isFalse();
  }

  @Test
  void anotherMatter_isNotCovered() {
    assertThat(measure.of("Bananas grow in tropical climates.", TEXT).holds(.5)).isFalse();
  }

  @Test
  void sentenceOfStopWords_hasNothingToSupport() {
    assertThat(measure.of("It is so.", TEXT).coverage()).isZero();
  }
}
