package dev.freshet.evaluation.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.UnusableCollection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClozeTest {
  private static final Corpus.Text LEAVE =
      new Corpus.Text(
          "leave",
          "Leave\n\nEveryone has 25 days of leave in a year. Days that are not used expire in"
              + " March of the next year. Ask your manager well before you go.");
  private static final Corpus.Text PARKING =
      new Corpus.Text(
          "parking",
          "The garage opens at seven in the morning. Visitors find a place on the upper deck."
              + " Bicycles stand behind the house, under a roof.");
  private static final Corpus.Text SHORT = new Corpus.Text("short", "Nothing to ask of here.");

  @Test
  void aSentence_isAskedAndNotPublished() {
    Collection made = Cloze.of("handbook", List.of(LEAVE, PARKING, SHORT));

    assertThat(made.questions()).containsOnlyKeys("leave", "parking");
    assertThat(made.judgements()).containsEntry("leave", Map.of("leave", 1));
    assertThat(made.documents()).hasSize(3).contains(SHORT);
    for (Corpus.Text whole : List.of(LEAVE, PARKING)) {
      String asked = made.questions().get(whole.id());
      String left =
          made.documents().stream()
              .filter(text -> text.id().equals(whole.id()))
              .findFirst()
              .orElseThrow()
              .text();
      assertThat(whole.text()).contains(asked);
      assertThat(left).doesNotContain(asked);
      assertThat(left.length() + asked.length())
          .isBetween(whole.text().length() - 2, whole.text().length());
    }
  }

  @Test
  void aSentenceThatStandsElsewhereToo_isNotAsked() {
    String notice = "This page was made for the staff\nof the house and for nobody else. ";
    String same = notice.replace('\n', ' ');
    Corpus.Text leave = new Corpus.Text("leave", notice + LEAVE.text());
    Corpus.Text parking = new Corpus.Text("parking", same + PARKING.text());

    assertThat(Cloze.of("handbook", List.of(leave, parking)).questions().values())
        .hasSize(2)
        .noneMatch(question -> question.contains("for the staff"));
  }

  @Test
  void textWithoutBlanks_hasWordsToo() {
    String text = "年休は一年に二十五日あります。使わなかった休暇は翌年の三月に消えます。休暇の前に上司に相談してください。";
    Corpus.Text other =
        new Corpus.Text("b", text.replace("年休", "病休").replace("三月", "四月").replace("上司", "同僚"));

    assertThat(Cloze.of("jp", List.of(new Corpus.Text("a", text), other)).questions()).hasSize(2);
  }

  @Test
  void theSameDocuments_makeTheSameQuestions_inWhateverOrder() {
    assertThat(Cloze.of("x", List.of(PARKING, SHORT, LEAVE)).questions())
        .isEqualTo(Cloze.of("x", List.of(LEAVE, PARKING, SHORT)).questions());
  }

  @Test
  void whereNoneCanBeMade_itSaysSo() {
    assertThatThrownBy(() -> Cloze.of("x", List.of(SHORT)))
        .isInstanceOf(UnusableCollection.class)
        .hasMessage(
            "x: there is no queries.jsonl, and 0 documents have three sentences and one of 6 to 40"
                + " words of their own, to make questions of");
  }
}
