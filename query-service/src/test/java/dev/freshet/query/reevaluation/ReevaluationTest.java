package dev.freshet.query.reevaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.PlainRequest;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReevaluationTest {
  private static final int QUESTIONS = 40;

  @TempDir Path folder;

  private AskedKnowledge knowledge() {
    return new AskedKnowledge(folder).with(QUESTIONS);
  }

  @Test
  void rankingsThatStayAsTheyAre_areNoFall() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isTrue();
    reevaluation.round();
    JsonNode round = newest(reevaluation);
    assertThat(round.path("isBaseline").asBoolean()).isFalse();
    assertThat(round.path("fallen").asBoolean()).isFalse();
    assertThat(round.path("difference").asDouble()).isZero();
    assertThat(round.path("p").asDouble()).isOne();
    assertThat(round.at("/quality/ndcg@10").asDouble()).isOne();
    assertThat(told(reevaluation).path("fellMost")).isEmpty();
    assertThat(advice(reevaluation))
        .containsExactly("Retrieval is as good as at the baseline: nothing is to be done.");
  }

  @Test
  void rankingThatGetsWorse_isTold_withWhatFellMost_andWhatToDo() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.start();
    reevaluation.round();
    for (int i = 0; i < 20; i++) {
      knowledge.rank(i, i == 7 ? 0 : 5);
    }
    reevaluation.round();
    JsonNode round = newest(reevaluation);
    assertThat(round.path("fallen").asBoolean()).isTrue();
    // 19 questions fall from 1 to 1/log2(6), one to 0.
    double fall = (19 * (1 - Math.log(2) / Math.log(6)) + 1) / QUESTIONS;
    assertThat(round.path("difference").asDouble()).isCloseTo(-fall, within(1e-4));
    assertThat(round.path("p").asDouble()).isLessThan(.001);
    assertThat(round.at("/baseline/ndcg@10").asDouble()).isOne();
    assertThat(round.at("/quality/recall@10").asDouble()).isCloseTo(39 / 40.0, within(1e-4));
    JsonNode most = told(reevaluation).path("fellMost");
    assertThat(most).hasSize(10);
    assertThat(most.at("/0/line").asInt()).isEqualTo(8);
    assertThat(most.at("/0/query").asText()).isEqualTo("q7");
    assertThat(most.at("/0/last").asDouble()).isZero();
    assertThat(advice(reevaluation)).singleElement().asString().contains("train adapter");
    assertThat(knowledge.telemetry.scrape(false))
        .contains("freshet_reevaluation_fallen 1.0")
        .contains("freshet_reevaluation_baseline{measure=\"ndcg@10\"} 1.0")
        .contains("freshet_reevaluation_judgements 40.0");
    reevaluation.close();
  }

  @Test
  void otherDocumentsInTheIndex_areToldAsTheReason() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    fallAll(knowledge, 5);
    knowledge.passages = 3000;
    reevaluation.round();
    assertThat(advice(reevaluation))
        .singleElement()
        .asString()
        .contains("3000 passages, 1000 at the baseline", "./freshet tune");
  }

  @Test
  void baselineForgottenInTheMiddleOfARound_isNotThatRound() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    knowledge.meanwhile = () -> reevaluation.forget(new PlainRequest(Map.of()));
    assertThat(reevaluation.round()).isFalse();
    assertThat(told(reevaluation).path("rounds")).isEmpty();
    knowledge.meanwhile = () -> {};
    assertThat(reevaluation.round()).isTrue();
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isTrue();
  }

  @Test
  void questionsThatFindNothing_areToldAsTheReason() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    knowledge.found.clear();
    reevaluation.round();
    assertThat(newest(reevaluation).at("/quality/zero-hits").asDouble()).isOne();
    assertThat(advice(reevaluation)).singleElement().asString().contains("find nothing at all");
  }

  @Test
  void fewQuestions_cannotTellAFallFromChance_andThatIsSaid() throws Exception {
    AskedKnowledge knowledge = new AskedKnowledge(folder).with(5);
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    for (int i = 0; i < 5; i++) {
      knowledge.rank(i, 0);
    }
    reevaluation.round();
    assertThat(newest(reevaluation).path("difference").asDouble()).isEqualTo(-1);
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isFalse();
    assertThat(advice(reevaluation))
        .singleElement()
        .asString()
        .startsWith("Only 5 questions can be compared: with fewer than 8");
  }

  @Test
  void someBetterAndSomeWorse_areChance() throws Exception {
    AskedKnowledge knowledge = knowledge();
    for (int i = 0; i < 20; i++) {
      knowledge.rank(i, 2);
    }
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    for (int i = 0; i < 9; i++) {
      knowledge.rank(i, 1);
      knowledge.rank(20 + i, 4);
    }
    reevaluation.round();
    assertThat(newest(reevaluation).path("difference").asDouble()).isLessThan(-.03);
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isFalse();
  }

  @Test
  void fallThatIsSureButSmall_doesNotCount() throws Exception {
    AskedKnowledge knowledge = knowledge();
    fallAll(knowledge, 9);
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    fallAll(knowledge, 10);
    reevaluation.round();
    assertThat(newest(reevaluation).path("p").asDouble()).isLessThan(.001);
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isFalse();
  }

  @Test
  void restart_comparesWithTheSameBaseline() throws Exception {
    AskedKnowledge knowledge = knowledge();
    knowledge.reevaluation(Map.of()).round();
    fallAll(knowledge, 4);
    Reevaluation restarted = knowledge.reevaluation(Map.of());
    restarted.round();
    assertThat(newest(restarted).path("fallen").asBoolean()).isTrue();
    assertThat(newest(restarted).path("isBaseline").asBoolean()).isFalse();
    assertThat(told(restarted).at("/baseline/generation").asText()).isEqualTo("g1");
  }

  @Test
  void changedFile_beginsAnew() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    fallAll(knowledge, 4);
    String before = Files.readString(knowledge.file);
    knowledge.write(before + "\n{\"query\":\"one more\",\"relevant\":{\"d1\":2}}\n");
    reevaluation.round();
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isTrue();
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isFalse();
    assertThat(newest(reevaluation).path("compared").asInt()).isEqualTo(QUESTIONS + 1);
  }

  @Test
  void documentsThatAreGone_countApart_andAreNoFall() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.start();
    reevaluation.round();
    for (int i = 0; i < 15; i++) {
      knowledge.deleted("d" + i);
      knowledge.rank(i, 0);
    }
    reevaluation.round();
    JsonNode round = newest(reevaluation);
    assertThat(round.path("judgementsLost").asInt()).isEqualTo(15);
    assertThat(round.path("compared").asInt()).isEqualTo(25);
    assertThat(round.path("difference").asDouble()).isZero();
    assertThat(advice(reevaluation))
        .singleElement()
        .asString()
        .startsWith("15 of 40 judged documents are not there any more");
    assertThat(knowledge.telemetry.scrape(false))
        .contains("freshet_reevaluation_judgements_lost 15.0");
    reevaluation.close();
  }

  /** The ranking is the same but for the document that is gone, and so are the measures. */
  @Test
  void documentThatIsGone_isTakenFromBothRankings() throws Exception {
    AskedKnowledge knowledge = knowledge();
    knowledge.write("{\"query\":\"q\",\"relevant\":{\"a\":2,\"b\":1}}");
    knowledge.stands("a");
    knowledge.stands("b");
    knowledge.found.put("q", List.of("a", "x", "b"));
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    knowledge.deleted("a");
    knowledge.found.put("q", List.of("x", "b"));
    reevaluation.round();
    JsonNode round = newest(reevaluation);
    assertThat(round.path("difference").asDouble()).isZero();
    assertThat(round.at("/quality/mrr@10").asDouble()).isEqualTo(.5);
    assertThat(round.at("/baseline/mrr@10").asDouble()).isEqualTo(.5);
  }

  @Test
  void documentThatTheAskerMayNotRead_isLost() throws Exception {
    AskedKnowledge knowledge = knowledge();
    knowledge.tell("d3", DocumentState.INDEXED, List.of("group:legal"));
    knowledge.rank(3, 0);
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    assertThat(newest(reevaluation).path("judgementsLost").asInt()).isOne();
  }

  @Test
  void roundWithMoreThanHalfLost_isNoBaseline_andIsSoonTriedAgain() throws Exception {
    AskedKnowledge knowledge = knowledge();
    for (int i = 0; i < 21; i++) {
      knowledge.deleted("d" + i);
      knowledge.rank(i, 0);
    }
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    assertThat(reevaluation.after(reevaluation.round())).isEqualTo(Duration.ofMinutes(5));
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isFalse();
    assertThat(told(reevaluation).path("baseline").isNull()).isTrue();
    assertThat(advice(reevaluation)).singleElement().asString().contains("no baseline");
    knowledge.with(QUESTIONS);
    assertThat(reevaluation.after(reevaluation.round())).isEqualTo(Duration.ofHours(6));
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isTrue();
  }

  @Test
  void newGeneration_isHeldAgainstTheOldOnesBaseline_andTakesItsPlaceOnlyIfNoWorse()
      throws Exception {
    AskedKnowledge knowledge = knowledge();
    fallAll(knowledge, 2);
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    knowledge.generation = "g2";
    fallAll(knowledge, 4);
    reevaluation.round();
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isTrue();
    assertThat(newest(reevaluation).path("baselineGeneration").asText()).isEqualTo("g1");
    assertThat(advice(reevaluation)).first().asString().contains("./freshet reindex serve g1");
    assertThat(told(reevaluation).at("/baseline/generation").asText()).isEqualTo("g1");
    fallAll(knowledge, 1);
    reevaluation.round();
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isTrue();
    assertThat(told(reevaluation).at("/baseline/generation").asText()).isEqualTo("g2");
    fallAll(knowledge, 2);
    reevaluation.round();
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isTrue();
  }

  @Test
  void switchInTheMiddleOfARound_endsIt() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    knowledge.meanwhile = () -> knowledge.generation = "g2";
    assertThat(reevaluation.round()).isFalse();
    assertThat(told(reevaluation).path("trouble").asText())
        .isEqualTo("generation g2 began to serve in the middle of a round of g1");
    assertThat(reevaluation.round()).isTrue();
    assertThat(told(reevaluation).path("trouble").asText()).isEmpty();
  }

  @Test
  void outage_endsTheRound_isCounted_andLeavesTheBaseline() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    String kept = Files.readString(knowledge.kept());
    knowledge.meanwhile =
        () -> {
          throw new Outage("store", "does not answer", null);
        };
    assertThat(reevaluation.round()).isFalse();
    assertThat(reevaluation.after(false)).isEqualTo(Duration.ofMinutes(5));
    assertThat(told(reevaluation).path("trouble").asText())
        .isEqualTo("the question of line 1: store: does not answer");
    assertThat(knowledge.telemetry.scrape(false))
        .contains("freshet_reevaluation_failures_total 1.0");
    assertThat(told(reevaluation).path("rounds")).hasSize(1);
    assertThat(Files.readString(knowledge.kept())).isEqualTo(kept);
  }

  @Test
  void fileThatCannotBeUsedAnyMore_isTold_andNothingIsAsked() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    knowledge.write("{\"query\":\"q0\"}");
    assertThat(reevaluation.round()).isFalse();
    assertThat(told(reevaluation).path("trouble").asText())
        .contains("questions.jsonl: line 1: \"relevant\" names no document");
    assertThat(knowledge.requests).isEmpty();
  }

  @Test
  void keptBaselineThatCannotBeRead_isTold_andNotWrittenOver() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    Files.writeString(knowledge.kept(), "{\"format\":1");
    assertThat(reevaluation.round()).isFalse();
    assertThat(told(reevaluation).path("trouble").asText())
        .contains("baseline.json cannot be read", "remove it");
    assertThat(Files.readString(knowledge.kept())).isEqualTo("{\"format\":1");
  }

  @Test
  void forgottenBaseline_isTakenAnew() throws Exception {
    AskedKnowledge knowledge = knowledge();
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    reevaluation.round();
    fallAll(knowledge, 4);
    assertThat(reevaluation.forget(new PlainRequest(Map.of())).status()).isEqualTo(202);
    assertThat(told(reevaluation).path("baseline").isNull()).isTrue();
    reevaluation.round();
    assertThat(newest(reevaluation).path("isBaseline").asBoolean()).isTrue();
    assertThat(newest(reevaluation).path("fallen").asBoolean()).isFalse();
  }

  @Test
  void rounds_areRememberedWithinBounds() throws Exception {
    AskedKnowledge knowledge = new AskedKnowledge(folder).with(2);
    Reevaluation reevaluation = knowledge.reevaluation(Map.of());
    for (int i = 0; i < Reevaluation.ROUNDS + 5; i++) {
      reevaluation.round();
    }
    assertThat(told(reevaluation).path("rounds")).hasSize(Reevaluation.ROUNDS);
  }

  @Test
  void question_isAskedAsItsAsker_whereItIsToBeAsked() throws Exception {
    AskedKnowledge knowledge = knowledge();
    knowledge.write(
        "{\"query\":\"q\",\"relevant\":[\"d1\"],\"tenant\":\"acme\",\"principals\":[\"user:ann\"],"
            + "\"source\":\"archive\"}");
    knowledge.reevaluation(Map.of()).round();
    SearchRequest request = knowledge.requests.getFirst();
    assertThat(request.mode()).isEqualTo(Mode.HYBRID);
    assertThat(request.limit()).isEqualTo(10);
    assertThat(request.sources()).containsExactly("archive");
    assertThat(knowledge.askers)
        .containsExactly(new Access(new Tenant("acme"), Set.of("user:ann")));
  }

  @Test
  void end_comesAfterTheQuestionUnderWay_andLeavesNoBaseline() throws Exception {
    AskedKnowledge knowledge = knowledge();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    knowledge.meanwhile =
        () -> {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    Reevaluation reevaluation = knowledge.reevaluation(Map.of("reevaluation.delay", "100ms"));
    reevaluation.start();
    entered.await();
    Thread closing = Thread.ofPlatform().start(reevaluation::close);
    while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();
    closing.join();
    assertThat(knowledge.requests).hasSize(1);
    assertThat(knowledge.kept()).doesNotExist();
  }

  private static void fallAll(AskedKnowledge knowledge, int rank) {
    for (int i = 0; i < QUESTIONS; i++) {
      knowledge.rank(i, rank);
    }
  }

  private static JsonNode told(Reevaluation reevaluation) throws IOException {
    Reply reply = reevaluation.report(new PlainRequest(Map.of()));
    return new ObjectMapper().readTree(((Reply.Whole) reply.body()).bytes());
  }

  private static JsonNode newest(Reevaluation reevaluation) throws IOException {
    return told(reevaluation).at("/rounds/0");
  }

  private static List<String> advice(Reevaluation reevaluation) throws IOException {
    List<String> all = new java.util.ArrayList<>();
    told(reevaluation).path("advice").forEach(one -> all.add(one.asText()));
    return all;
  }
}
