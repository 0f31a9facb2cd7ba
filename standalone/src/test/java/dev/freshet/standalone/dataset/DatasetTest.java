package dev.freshet.standalone.dataset;

import static dev.freshet.standalone.dataset.FakeRecords.identity;
import static dev.freshet.standalone.dataset.FakeRecords.metadata;
import static dev.freshet.standalone.dataset.FakeRecords.passage;
import static dev.freshet.standalone.dataset.FakeRecords.passages;
import static dev.freshet.standalone.dataset.FakeRecords.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.process.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  private static final Access EVERYBODY = new Access(Tenant.DEFAULT, Set.of());
  private static final String LEAVE =
      "Employees may take thirty days of annual leave, to be agreed with their manager.";
  private static final String NOTICE =
      "The notice period is three months to the end of a quarter for both sides.";
  private static final String SICK =
      "Whoever is sick tells the office before nine and sends a certificate after three days.";

  @TempDir Path folder;

  private Built corpus(FakeRecords records) {
    return corpus(records, EVERYBODY);
  }

  private Built corpus(FakeRecords records, Access access) {
    return Built.of(Built.training(folder.resolve("out"), access, Source.CORPUS), records);
  }

  private Built asked(FakeRecords records, Source... from) {
    return Built.of(Built.training(folder.resolve("out"), EVERYBODY, from), records);
  }

  /** Read as those who judge. */
  private Built judgedByThose(FakeRecords records, Source... further) {
    var access = new Access(Tenant.DEFAULT, Set.of("ann", "bob", "eve", "u"));
    Source[] from = Arrays.copyOf(further, further.length + 1);
    from[further.length] = Source.FEEDBACK;
    return Built.of(Built.training(folder.resolve("out"), access, from), records);
  }

  private static FakeRecords handbook() {
    return new FakeRecords().document("a", 3, titled(""), passages(LEAVE, NOTICE, SICK));
  }

  @Test
  void titlesHeadingsAndSentences_askForThePassageBelowThem() {
    String cloze =
        "Keys are lent. Bicycles stand in the yard behind the main house. Nobody smokes indoors.";
    Built built =
        corpus(
            new FakeRecords()
                .document(
                    "a",
                    3,
                    metadata("Staff handbook", List.of(), Map.of(), Optional.empty()),
                    List.of(
                        passage(0, List.of(), LEAVE),
                        passage(1, List.of("Leaving", "Notice"), NOTICE),
                        passage(2, List.of("Leaving", "Notice"), cloze))));

    assertThat(built.questions())
        .containsExactly(
            "Bicycles stand in the yard behind the main house.",
            "Staff handbook",
            "Staff handbook: Leaving – Notice");
    JsonNode titled =
        built.lines("pairs.train.jsonl").stream()
            .filter(line -> line.path("question").asText().equals("Staff handbook"))
            .findFirst()
            .orElseThrow();
    assertThat(titled.path("id").asText()).hasSize(16);
    assertThat(((com.fasterxml.jackson.databind.node.ObjectNode) titled).without("id").toString())
        .isEqualTo(
            "{\"question\":\"Staff handbook\",\"positive\":{\"document\":\"documents/default/a\","
                + "\"version\":\"documents-0@3\",\"passage\":0,\"text\":\""
                + LEAVE
                + "\"},\"negatives\":[],\"source\":\"corpus\",\"licence\":\"CC-BY-4.0\","
                + "\"sourceUri\":\"https://docs.test/Staff-handbook\"}");
    JsonNode taken =
        built.lines("pairs.train.jsonl").stream()
            .filter(line -> line.path("question").asText().startsWith("Bicycles"))
            .findFirst()
            .orElseThrow();
    assertThat(taken.at("/positive/text").asText())
        .doesNotContain("Bicycles")
        .contains("Nobody smokes");
    // Nobody asks so: it is none for a chat.
    assertThat(built.lines("chat.train.jsonl")).hasSize(2);
  }

  @Test
  void onlyWhatStandsAndMayBeRead_isInIt() {
    FakeRecords records =
        new FakeRecords()
            .document("stands", 1, titled("Old rules for leave"), passages(LEAVE))
            .document("stands", 9, titled("New rules for leave"), passages(LEAVE))
            .document("gone", 2, titled("Rules that are gone"), passages(NOTICE))
            .deletion("gone", 10)
            .document(
                "over",
                3,
                metadata("Rules that expired", List.of(), Map.of(), Optional.of(FakeRecords.NOW)),
                passages(SICK))
            .document(
                "secret",
                4,
                metadata(
                    "Secret rules of lawyers", List.of("group:legal"), Map.of(), Optional.empty()),
                passages(NOTICE))
            .document("narrowed", 5, titled("Narrowed rules about illness"), passages(SICK))
            .notice("narrowed", 12, Set.of("group:legal"))
            .document("going", 6, titled("Rules that are being deleted"), passages(SICK))
            .notice("going", 13, Set.of())
            .document("updated", 14, titled("Widened rules again"), passages(NOTICE))
            .notice("updated", 8, Set.of())
            .document(
                0, identity("other", "foreign"), 7, titled("Foreign rules here"), passages(LEAVE));

    Built built = corpus(records);

    assertThat(built.questions()).containsExactly("New rules for leave", "Widened rules again");
    assertThat(built.manifest().path("dropped").toString())
        .isEqualTo("{\"deleted\":1,\"expired\":1,\"not-permitted\":3}");
    assertThat(built.manifest().path("lineage").toString())
        .contains("documents-0@9", "documents-0@14")
        .doesNotContain("foreign", "documents-0@1\"");
    assertThat(corpus(records, new Access(Tenant.DEFAULT, Set.of("group:legal"))).questions())
        .containsExactly(
            "Narrowed rules about illness",
            "New rules for leave",
            "Secret rules of lawyers",
            "Widened rules again");
    assertThat(corpus(records, new Access(new Tenant("other"), Set.of())).questions())
        .containsExactly("Foreign rules here");
  }

  @Test
  void anOlderVersion_thatIsReadLater_countsForNothing() {
    Built built =
        corpus(
            new FakeRecords()
                .document("a", 9, titled("New rules for leave"), passages(LEAVE))
                .document("a", 1, titled("Old rules for leave"), passages(NOTICE))
                .document("a", 9, titled("New rules for leave"), passages(LEAVE)));

    assertThat(built.questions()).containsExactly("New rules for leave");
  }

  @Test
  void whatIsDeletedWhileItIsBuilt_isNotInIt() {
    FakeRecords records =
        new FakeRecords()
            .document("a", 1, titled("Rules that are deleted"), passages(LEAVE))
            .document("b", 2, titled("Rules that stay"), passages(NOTICE))
            .query("q1", "default", "how long is the notice period", "b@2:0");
    // Deleted through and through before the permissions are read: its notice is over.
    records.during("freshet.audit", () -> records.deletion("a", 3));

    assertThat(asked(records, Source.CORPUS, Source.AUDIT).questions())
        .containsExactly("Rules that stay", "how long is the notice period");
  }

  @Test
  void whereAGenerationLags_whatIsParsedCounts() {
    Built built =
        corpus(
            new FakeRecords()
                .document("a", 1, titled("Rules that are deleted"), passages(LEAVE))
                .document("b", 2, titled("Rules that stay"), passages(NOTICE))
                .document("c", 3, titled("Rules that are narrowed"), passages(SICK))
                .parsed("a", 4, true)
                .parsed("b", 2, false)
                .parsed("c", 5, false));

    assertThat(built.questions()).containsExactly("Rules that stay");
    assertThat(built.manifest().path("dropped").toString())
        .isEqualTo("{\"deleted\":1,\"changed-meanwhile\":1}");
  }

  @Test
  void halfACharacter_inAnAnswer_isLeftOutOfIt() {
    Built built =
        judgedByThose(
            handbook()
                .query("q1", "default", "how long is the notice period", "a@3:1")
                .feedback(
                    "q1", "default", "ann", "a", true, ",\"answer\":\"Three\\ud800\\nmonths.\""));

    assertThat(built.lines("chat.train.jsonl").getFirst().at("/messages/2/content").asText())
        .isEqualTo("Three\nmonths. [1]");
  }

  @Test
  void anAnswer_ofSomebodyWhoMayReadMore_isNotTaken() {
    Built built =
        judgedByThose(
            handbook()
                .query("q1", "default", "how long is the notice period", "a@3:1")
                .feedback("q1", "default", "root", "a", true, ",\"answer\":\"A secret.\"")
                .query("q2", "default", "when is a certificate needed", "a@3:2")
                .feedback("q2", "default", "ann", "a", true, ",\"answer\":\"Third day.\""));

    assertThat(built.questions()).hasSize(2);
    assertThat(built.files().get("chat.train.jsonl"))
        .contains("Third day.")
        .doesNotContain("secret");
  }

  @Test
  void personalData_inALicence_countToo() {
    Built built =
        corpus(
            new FakeRecords()
                .document(
                    "a",
                    1,
                    metadata(
                        "Rules for leave",
                        List.of(),
                        Map.of("licence", "ask ann@acme.dev"),
                        Optional.empty()),
                    passages(LEAVE)));

    assertThat(built.questions()).isEmpty();
    assertThat(built.dropped("personal-data")).isEqualTo(1);
  }

  @Test
  void personalData_areLeftOutByRule_whereverTheyStand() {
    FakeRecords records =
        handbook()
            .document("b", 4, titled("Office hours"), passages(SICK + " Ask ann@acme.dev."))
            .document("c", 5, titled("Accounts of ours"), passages(NOTICE))
            .document("bob@acme.dev", 6, titled("Mail of somebody"), passages(LEAVE))
            .query("q1", "default", "who is jane@acme.dev and her leave", "a@3:0")
            .query("q2", "default", "days of leave per year", "a@3:0", "b@4:0")
            .feedback("q2", "default", "u", "a", true, ",\"answer\":\"call +1-202-555-0143\"")
            .query("q3", "default", "how long is the notice period", "a@3:1", "b@4:0")
            .feedback("q3", "default", "u", "a", true, "")
            .feedback("q3", "default", "u", "b", false, "");

    Built built = judgedByThose(records, Source.CORPUS, Source.AUDIT);

    assertThat(built.questions())
        .containsExactly("Accounts of ours", "how long is the notice period");
    assertThat(built.files().toString()).doesNotContain("@acme.dev", "555");
    assertThat(built.dropped("personal-data")).isEqualTo(4);
  }

  @Test
  void feedback_makesPositivesAndNegatives() {
    FakeRecords records =
        handbook()
            .query("q1", "default", "how long is the notice period", "a@3:0,1,2")
            .feedback("q1", "default", "ann", "a", true, ",\"passage\":1")
            .feedback("q1", "default", "ann", "a", false, ",\"passage\":0")
            .feedback("q1", "default", "ann", "a", true, ",\"passage\":2")
            .feedback("q1", "default", "bob", "a", false, ",\"passage\":2");

    Built built = asked(records, Source.FEEDBACK);

    assertThat(built.lines("pairs.train.jsonl")).hasSize(1);
    JsonNode example = built.lines("pairs.train.jsonl").getFirst();
    assertThat(example.path("source").asText()).isEqualTo("feedback");
    assertThat(example.at("/positive/text").asText()).isEqualTo(NOTICE);
    assertThat(example.path("negatives")).hasSize(1);
    assertThat(example.at("/negatives/0/text").asText()).isEqualTo(LEAVE);
    assertThat(example.at("/negatives/0/version").asText()).isEqualTo("documents-0@3");
    assertThat(built.dropped("undecided")).isEqualTo(1);
  }

  @Test
  void ofWhatOneUserSaysOfAPassage_theLastCounts() {
    Built built =
        asked(
            handbook()
                .query("q1", "default", "how long is the notice period", "a@3:1")
                .feedback("q1", "default", "ann", "a", true, ",\"passage\":1")
                .feedback("q1", "default", "ann", "a", false, ",\"passage\":1"),
            Source.FEEDBACK,
            Source.AUDIT);

    assertThat(built.questions()).isEmpty();
    assertThat(built.dropped("no-positive")).isEqualTo(1);
  }

  @Test
  void whatOneUserSaysOfAQuestionAskedAgain_isNoSecondVote() {
    Built built =
        asked(
            handbook()
                .query("q1", "default", "how long is the notice period", "a@3:1,0")
                .query("q2", "default", "How long is the NOTICE period?", "a@3:1,0")
                .query("q3", "default", "notice period, how long", "a@3:1")
                .said("q1", "10:00:00.5Z", "ann", true, ",\"passage\":1")
                .said("q2", "10:00:00Z", "ann", false, ",\"passage\":1")
                .said("q2", "10:00:01Z", "ann", false, "")
                .said("q3", "10:00:02Z", "ann", true, ",\"source\":\"documents\"")
                .said("q3", "10:00:00Z", "bob", false, ""),
            Source.FEEDBACK);

    assertThat(built.questions()).isEmpty();
    assertThat(built.dropped("undecided")).isEqualTo(1);
  }

  @Test
  void feedback_ofAnotherTenantOrOfWhatWasNotGiven_countsForNothing() {
    FakeRecords records =
        handbook()
            .query("q1", "default", "how long is the notice period", "a@3:1")
            .feedback("q1", "other", "eve", "a", true, ",\"passage\":1")
            .feedback("q1", "default", "eve", "b", true, "")
            .feedback("q1", "default", "eve", "a", true, ",\"passage\":2")
            .query("q2", "other", "what if somebody is sick", "a@3:2")
            .feedback("q2", "default", "eve", "a", true, ",\"passage\":2")
            .feedback("q3", "default", "eve", "a", true, "")
            .json("freshet.feedback", "x", "no JSON")
            .json("freshet.feedback", "x", "[]");

    Built built = asked(records, Source.FEEDBACK);

    assertThat(built.questions()).isEmpty();
    assertThat(built.manifest().path("dropped").toString())
        .isEqualTo("{\"unreadable\":2,\"no-such-query\":2,\"not-given\":2}");
  }

  @Test
  void whatWasGivenOfAnOlderVersion_orIsGone_isLeftOut() {
    Built built =
        asked(
            handbook()
                .document("b", 4, titled(""), passages(SICK))
                .deletion("b", 5)
                .query("q1", "default", "how long is the notice period", "a@2:1")
                .query("q2", "default", "what if somebody is sick", "b@4:0"),
            Source.AUDIT);

    assertThat(built.questions()).isEmpty();
    assertThat(built.dropped("superseded")).isEqualTo(1);
    assertThat(built.dropped("gone")).isEqualTo(1);
  }

  @Test
  void aQueryNobodyJudged_asksForThePassageGivenFirst_unlessOnlyFeedbackIsWanted() {
    FakeRecords records =
        handbook()
            .query("q1", "default", "how long is the notice period", "a@3:1,0")
            .query("q2", "default", "How long is the NOTICE period?", "a@3:1")
            .json(
                "freshet.audit",
                "q3",
                "{\"id\":\"q3\",\"tenant\":\"default\",\"state\":\"done\",\"status\":200,"
                    + "\"queries\":[{\"textSha256\":\"ab\"}],\"documents\":[]}");

    Built built = asked(records, Source.AUDIT);

    assertThat(built.lines("pairs.train.jsonl")).hasSize(1);
    assertThat(built.lines("pairs.train.jsonl").getFirst().at("/positive/text").asText())
        .isEqualTo(NOTICE);
    assertThat(built.dropped("query-unknown")).isEqualTo(1);
    assertThat(asked(records, Source.FEEDBACK).questions()).isEmpty();
  }

  @Test
  void chat_answersOutOfItsSources_andCitesTheRightOne() {
    Built built =
        judgedByThose(
            handbook()
                .query("q1", "default", "how long is the notice period", "a@3:0,1,2")
                .feedback("q1", "default", "ann", "a", true, ",\"passage\":1")
                .feedback(
                    "q1",
                    "default",
                    "bob",
                    "a",
                    true,
                    ",\"passage\":1,\"answer\":\"Three months.\"")
                .feedback("q1", "default", "ann", "a", false, ",\"passage\":0")
                .feedback(
                    "q1", "default", "eve", "a", false, ",\"passage\":1,\"answer\":\"Nonsense.\"")
                .query("q2", "default", "when is a certificate needed", "a@3:2")
                .feedback("q2", "default", "ann", "a", true, ""));

    assertThat(built.lines("chat.train.jsonl")).hasSize(2);
    for (JsonNode chat : built.lines("chat.train.jsonl")) {
      assertThat(chat.path("messages").findValuesAsText("role"))
          .containsExactly("system", "user", "assistant");
      String user = chat.at("/messages/1/content").asText();
      String answer = chat.at("/messages/2/content").asText();
      String number = answer.substring(answer.lastIndexOf('['));
      boolean written = answer.startsWith("Three months.");
      assertThat(user)
          .contains(number + " documents/default/a, documents-0@3\n" + (written ? NOTICE : SICK));
      assertThat(written || answer.startsWith(SICK)).isTrue();
      assertThat(user.contains(LEAVE)).isEqualTo(written);
    }
  }

  @Test
  void licence_isTheDocumentsOwn_elseTheFlags() {
    Built built =
        corpus(
            new FakeRecords()
                .document(
                    "a",
                    1,
                    metadata(
                        "Open rules for leave",
                        List.of(),
                        Map.of("license", "CC0-1.0"),
                        Optional.empty()),
                    passages(LEAVE))
                .document("b", 2, titled("Rules on notice periods"), passages(NOTICE)));

    assertThat(built.manifest().path("licences").toString())
        .isEqualTo("{\"CC-BY-4.0\":1,\"CC0-1.0\":1}");
    assertThat(built.files().get("README.md"))
        .startsWith("---\nlicense: other\nlicense_name: \"several\"\nsize_categories:\n- n<1K\n")
        .contains("  - split: train\n    path: pairs.train.jsonl\n");
  }

  @Test
  void fewExamples_areWarnedOf_andEnoughAreNot() {
    FakeRecords many = new FakeRecords();
    for (int i = 0; i < Dataset.FEWEST_EXAMPLES; i++) {
      String number = Integer.toString(i * 7919 + 100_003, 36).repeat(2);
      many.document(
          "d" + i,
          i,
          titled("Rules " + number + " in part " + Integer.toString(i * 31 + 5, 36)),
          passages(LEAVE + " " + number));
    }

    assertThat(corpus(handbook()).manifest().path("warnings").toString())
        .contains("0 examples: with fewer than 500");
    Built enough = corpus(many);
    assertThat(enough.questions()).hasSizeGreaterThanOrEqualTo(450);
    assertThat(enough.manifest().path("warnings").toString().contains("fewer than 500"))
        .isEqualTo(enough.questions().size() < 500);
  }

  @Test
  void folderWithOtherFiles_isRefused_anEarlierDatasetIsReplaced() throws Exception {
    Path out = folder.resolve("out");
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("README.md"), "mine");
    DatasetSettings there = Built.training(foreign, EVERYBODY, Source.CORPUS);
    FakeRecords records =
        new FakeRecords().document("a", 1, titled("Rules for leave"), passages(LEAVE));

    assertThatThrownBy(() -> Built.of(there, records))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("holds other files and no dataset");
    assertThat(Files.readString(foreign.resolve("README.md"))).isEqualTo("mine");
    assertThat(corpus(records).questions()).hasSize(1);
    assertThat(corpus(records.deletion("a", 2)).questions()).isEmpty();
    assertThat(out.resolve(".building")).doesNotExist();
  }

  @Test
  void severalGenerations_haveToBeChosenFrom() {
    FakeRecords records = handbook().generation("h").generation("h.slow");
    assertThatThrownBy(() -> corpus(records))
        .isInstanceOf(StartRefused.class)
        .hasMessage("give one of the generations with --generation: g, h");
  }
}
