package dev.freshet.evaluation.freshness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.freshness.Happening.Change;
import dev.freshet.evaluation.freshness.Happening.Midnight;
import dev.freshet.evaluation.freshness.Happening.Question;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replays, asks and judges. */
final class Study {
  /** Tokens of context that a model would be given for a question, as by default. */
  static final int TOKENS = 2_000;

  private static final int STEP = 20;
  private static final int WAIT_MILLIS = 25_000;
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FreshetUnderTest freshet;
  private final Replay replay;
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<Arm, String> points = new EnumMap<>(Arm.class);
  private final Map<Arm, Map<String, List<String>>> told = new EnumMap<>(Arm.class);
  private long published;

  /**
   * @param freshet started, empty, and keeping what has ended for as long as this takes
   */
  Study(FreshetUnderTest freshet, Replay replay) {
    this.freshet = freshet;
    this.replay = replay;
  }

  /** What came of every question, in the order they were asked. */
  List<Asked> run() {
    fill();
    List<Asked> all = new ArrayList<>();
    Progress progress = new Progress("happenings");
    int done = 0;
    for (Happening happening : replay.happenings()) {
      switch (happening) {
        case Midnight _ -> stand(Arm.NIGHTLY);
        case Change(_, String page, Optional<String> text) -> publish(page, text);
        case Question question -> all.add(ask(question));
      }
      progress.told(++done, replay.happenings().size());
    }
    return all;
  }

  private void fill() {
    Progress progress = new Progress("pages at the start");
    for (Replay.Page page : replay.initial()) {
      freshet
          .publisher()
          .publish(FreshetUnderTest.LIVE, page.id(), page.id() + ".md", "", bytes(page.text()));
    }
    freshet.publisher().flush();
    int pages = replay.initial().size();
    while (published < pages) {
      published = Math.min(pages, published + STEP);
      freshet.awaitRetrievable(published, LONGEST);
      progress.told((int) published, pages);
    }
    stand(Arm.FROZEN);
    stand(Arm.NIGHTLY);
  }

  /** From now on this arm reads what everything published so far comes to. */
  private void stand(Arm arm) {
    freshet.awaitRetrievable(published, LONGEST);
    points.put(arm, freshet.api().readPoint());
    told.put(arm, new HashMap<>());
  }

  private void publish(String page, Optional<String> text) {
    byte[] file = text.map(Study::bytes).orElse(null);
    tokens.put(
        page, freshet.publisher().published(FreshetUnderTest.LIVE, page, page + ".md", file));
    published++;
  }

  private Asked ask(Question question) {
    MovedQuestion moved = question.moved();
    Map<Arm, Verdict> verdicts = new EnumMap<>(Arm.class);
    for (Arm arm : Arm.values()) {
      List<String> texts =
          arm == Arm.LIVE
              ? texts(moved, arm)
              : told.get(arm).computeIfAbsent(moved.key(), _ -> texts(moved, arm));
      verdicts.put(arm, Verdict.of(moved, texts));
    }
    return new Asked(question, verdicts);
  }

  /** What of the question's page is in the context. */
  private List<String> texts(MovedQuestion question, Arm arm) {
    ObjectNode body =
        JSON.createObjectNode().put("query", question.text()).put("tokenBudget", TOKENS);
    if (arm == Arm.LIVE) {
      body.putObject("freshness")
          .put("token", tokens.get(question.page()))
          .put("waitMs", WAIT_MILLIS);
    } else {
      body.put("at", points.get(arm));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode citation : freshet.api().context(body).required("citations")) {
      if (citation.required("document").required("id").asText().equals(question.page())) {
        texts.add(citation.required("text").asText());
      }
    }
    return texts;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
