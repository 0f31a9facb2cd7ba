package dev.freshet.standalone.dataset;

import static dev.freshet.standalone.dataset.FakeRecords.identity;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Passage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that is tested with was trained on, and the same contents give the same files. */
class SplitTest {
  private static final int DOCUMENTS = 200;
  private static final String COMMON =
      "This notice stands at the end of every single document that our company hands out to"
          + " customers, and it says nothing about what the document itself is about.";
  private static final List<String> WORDS =
      List.of(
          "river",
          "engine",
          "holiday",
          "contract",
          "window",
          "budget",
          "garden",
          "signal",
          "harbour",
          "teacher",
          "winter",
          "copper",
          "planet",
          "bridge",
          "market",
          "forest",
          "camera",
          "letter",
          "mirror",
          "pencil",
          "rocket",
          "silver",
          "tunnel",
          "violin",
          "basket",
          "candle",
          "dragon",
          "empire",
          "falcon",
          "galaxy",
          "hammer",
          "island");

  @TempDir Path folder;

  private static String sentence(Random random, int words) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      chosen.add(WORDS.get(random.nextInt(WORDS.size())) + (random.nextInt(3) == 0 ? "s" : ""));
    }
    return "The " + String.join(" ", chosen) + ".";
  }

  private static List<Passage> passages(Random random, int document) {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String text = sentence(random, 12) + " " + sentence(random, 14) + " " + sentence(random, 10);
      passages.add(
          FakeRecords.passage(
              i, i == 2 ? List.of("Part " + sentence(random, 3) + document) : List.of(), text));
    }
    // Every document ends alike, and every tenth is a copy of another but for a word.
    passages.add(FakeRecords.passage(4, List.of("About this notice"), COMMON));
    return passages;
  }

  /** Documents over three partitions, with copies, queries of everybody and judgements. */
  private static FakeRecords corpus(List<Integer> order) {
    FakeRecords records = new FakeRecords();
    for (int i : order) {
      Random random = new Random(i % 10 == 0 ? i / 20 : i);
      records.document(
          i % 3,
          identity("default", "d" + i),
          i,
          FakeRecords.titled("Manual of the " + sentence(random, 3) + " " + i),
          passages(random, i));
    }
    for (int i = 0; i < DOCUMENTS; i++) {
      int other = (i * 7 + 1) % DOCUMENTS;
      String question =
          i % 2 == 0
              ? "how does the %s work".formatted(WORDS.get(i % WORDS.size()))
              : sentence(new Random(1000L + i), 6);
      records.query(
          "q" + i,
          "default",
          question,
          "d%d@%d:1,3".formatted(i, i),
          "d%d@%d:0".formatted(other, other));
      if (i % 2 == 0) {
        records.feedback("q" + i, "default", "user:ann", "d" + i, true, ",\"passage\":1");
        records.feedback("q" + i, "default", "user:ann", "d" + i, false, ",\"passage\":3");
        records.feedback("q" + i, "default", "user:ann", "d" + other, false, "");
      }
    }
    return records;
  }

  private static List<Integer> inOrder() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      order.add(i);
    }
    return order;
  }

  private static Set<String> found(List<JsonNode> examples, String field) {
    Set<String> found = new HashSet<>();
    for (JsonNode example : examples) {
      found.add(example.path("positive").path(field).asText());
      example.path("negatives").forEach(negative -> found.add(negative.path(field).asText()));
    }
    return found;
  }

  @Test
  void noDocumentQuestionOrPassage_isOnBothSides() {
    Built built = Built.of(Built.settings(folder), corpus(inOrder()));
    List<JsonNode> train = built.lines("pairs.train.jsonl");
    List<JsonNode> test = built.lines("pairs.test.jsonl");
    Words words = new Words();

    assertThat(train).hasSizeGreaterThan(300);
    assertThat(test).hasSizeGreaterThan(50);
    for (String source : List.of("corpus", "audit", "feedback")) {
      for (List<JsonNode> side : List.of(train, test)) {
        assertThat(side).anyMatch(example -> example.path("source").asText().equals(source));
      }
    }
    assertThat(train).anyMatch(example -> !example.path("negatives").isEmpty());
    assertThat(found(train, "document")).doesNotContainAnyElementsOf(found(test, "document"));
    assertThat(found(train, "text")).doesNotContainAnyElementsOf(found(test, "text"));
    Set<String> asked = new HashSet<>();
    test.forEach(example -> asked.add(words.key(example.path("question").asText())));
    assertThat(train)
        .noneMatch(example -> asked.contains(words.key(example.path("question").asText())));
    // What would have leaked was there to leak.
    assertThat(built.dropped("in-test")).isPositive();
    for (JsonNode document : built.manifest().path("lineage")) {
      String side = document.path("split").asText();
      assertThat(found(side.equals("test") ? test : train, "document"))
          .contains(document.path("document").asText());
    }
    assertThat(built.manifest().path("lineage"))
        .hasSize(found(train, "document").size() + found(test, "document").size());
  }

  @Test
  void nearCopiesOfATestPassage_areNotTrainedOn() {
    Built built = Built.of(Built.settings(folder), corpus(inOrder()));
    Seen tested = new Seen();
    Words words = new Words();
    found(built.lines("pairs.test.jsonl"), "text").forEach(t -> tested.add(words.passage(t)));

    assertThat(found(built.lines("pairs.train.jsonl"), "text"))
        .noneMatch(text -> tested.has(words.passage(text)));
  }

  /** An id of a document that falls on that side. */
  private static String idOn(Side side) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> "s" + i)
        .filter(id -> Side.of(identity("default", id), 1, 0.2) == side)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aPassageOfTheTest_isNotTrainedOn_withASentenceLessEither(Side cut) {
    String text =
        sentence(new Random(1), 14)
            + " "
            + sentence(new Random(2), 14)
            + " "
            + sentence(new Random(3), 14);
    FakeRecords records = new FakeRecords();
    for (Side side : Side.values()) {
      String title = side == cut ? "" : "Manual of the old harbour";
      records.document(idOn(side), 7, FakeRecords.titled(title), FakeRecords.passages(text));
    }

    Built built = Built.of(Built.settings(folder), records);

    assertThat(built.lines("pairs.test.jsonl")).hasSize(1);
    assertThat(built.lines("pairs.train.jsonl")).isEmpty();
    assertThat(built.dropped("in-test")).isEqualTo(1);
  }

  @Test
  void whereverAPassageStands_theSameSentenceAsksForIt() {
    List<Passage> passages = FakeRecords.passages(passages(new Random(4), 0).getFirst().text());
    FakeRecords records = new FakeRecords();
    for (int i = 0; i < 20; i++) {
      records.document("d" + i, i, FakeRecords.titled(""), passages);
    }

    Built built = Built.of(Built.settings(folder), records);

    assertThat(built.lines("pairs.test.jsonl")).hasSize(1);
    assertThat(built.lines("pairs.train.jsonl")).isEmpty();
  }

  @Test
  void noQuestion_standsTwice() {
    Built built = Built.of(Built.settings(folder), corpus(inOrder()));
    Map<String, String> positives = new HashMap<>();
    Words words = new Words();
    for (String side : List.of("pairs.train.jsonl", "pairs.test.jsonl")) {
      for (JsonNode example : built.lines(side)) {
        String positive =
            example.path("positive").path("document").asText()
                + example.path("positive").path("passage").asText();
        // Users may have found several passages helpful; else a question has one.
        String known = positives.put(words.key(example.path("question").asText()), positive);
        assertThat(known == null || example.path("source").asText().equals("feedback")).isTrue();
        assertThat(known).isNotEqualTo(positive);
      }
    }
    assertThat(built.dropped("duplicate")).isPositive();
  }

  @Test
  void sameContentsAndSeed_giveTheSameBytes_inWhateverOrderTheyWerePublished() {
    Built one = Built.of(Built.settings(folder.resolve("one")), corpus(inOrder()));
    List<Integer> mixed = inOrder();
    java.util.Collections.shuffle(mixed, new Random(3));
    Built other = Built.of(Built.settings(folder.resolve("other")), corpus(mixed));

    assertThat(other.files()).isEqualTo(one.files());
    assertThat(one.files())
        .containsOnlyKeys(
            "README.md",
            "chat.test.jsonl",
            "chat.train.jsonl",
            "manifest.json",
            "pairs.test.jsonl",
            "pairs.train.jsonl");
  }

  @Test
  void anotherSeed_splitsOtherwise_andAnotherBuildWithMoreDocumentsDoesNot() {
    DatasetSettings settings = Built.settings(folder.resolve("one"));
    Built one = Built.of(settings, corpus(inOrder()));
    Built seeded =
        Built.of(
            new DatasetSettings(
                folder.resolve("seeded"),
                settings.topics(),
                settings.generation(),
                settings.from(),
                settings.formats(),
                settings.testShare(),
                2,
                settings.licence(),
                settings.access(),
                settings.since()),
            corpus(inOrder()));
    FakeRecords more =
        corpus(inOrder())
            .document("later", 5000, FakeRecords.titled("A later one"), passages(new Random(9), 9));
    Built grown = Built.of(Built.settings(folder.resolve("grown")), more);

    assertThat(splits(seeded)).isNotEqualTo(splits(one));
    assertThat(splits(grown)).containsAllEntriesOf(splits(one));
    assertThat(grown.manifest().path("version")).isNotEqualTo(one.manifest().path("version"));
  }

  private static Map<String, String> splits(Built built) {
    Map<String, String> splits = new HashMap<>();
    built
        .manifest()
        .path("lineage")
        .forEach(d -> splits.put(d.path("document").asText(), d.path("split").asText()));
    return splits;
  }
}
