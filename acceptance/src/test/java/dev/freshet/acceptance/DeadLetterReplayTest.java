package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters put back through the slow lane, with the real broker, jobs, store and service. */
@Timeout(480)
class DeadLetterReplayTest {
  private static final String SUPERSEDED = "freshet_superseded_total{stage=\"index\"} ";

  @TempDir private static Path folder;
  private static FakeModel model;
  private static RunningFreshet freshet;
  private Person admin;

  @BeforeAll
  static void start() throws Exception {
    model = new FakeModel();
    freshet = model.start(folder, FakeModel.inTurn(Map.of("parse.max-characters", "1000")));
  }

  @AfterAll
  static void stop() {
    freshet.close();
    model.close();
  }

  @BeforeEach
  void come() {
    model.refusing = true;
    admin = new Person(freshet, folder, Optional.empty());
  }

  @AfterEach
  void go() {
    admin.close();
  }

  @Test
  void refusedByTheModel_diesAgainWithItsAttempt_andIsFoundOnceTheModelTakesIt() throws Exception {
    String token = admin.publish("a", "A heron with poison.", Map.of());
    // The letter stands before the catalogue tells of it.
    admin.await(() -> admin.letters("a").size() == 1 && admin.is("a", "dead"));
    assertThat(told(admin.letters("a").getFirst()))
        .isEqualTo(token + " embed embedding-refused attempt 1");

    admin.replay(admin.letters("a").getFirst());
    admin.await(() -> admin.letters("a").size() == 1);
    assertThat(told(admin.letters("a").getFirst()))
        .isEqualTo(token + " embed embedding-refused attempt 2");
    assertThat(admin.found("heron")).isEmpty();

    model.refusing = false;
    admin.replay(admin.letters("a").getFirst());
    admin.await(() -> !admin.found("heron").isEmpty());
    assertThat(admin.found("heron")).containsExactly("a " + token);
    assertThat(admin.is("a", "indexed")).isTrue();
    assertThat(admin.letters("a")).isEmpty();
  }

  @Test
  void olderVersion_changesNothing_whereANewerOneStands() throws Exception {
    admin.publish("b", "A bittern with poison.", Map.of());
    admin.publish("gone", "A stork with poison.", Map.of());
    admin.await(() -> admin.letters("b").size() + admin.letters("gone").size() == 2);
    String newer = admin.publish("b", "A kestrel.", Map.of());
    admin.delete("gone");
    admin.await(() -> !admin.found("kestrel").isEmpty() && admin.is("gone", "deleted"));

    model.refusing = false;
    admin.replay(admin.letters("b").getFirst());
    admin.replay(admin.letters("gone").getFirst());
    admin.await(() -> admin.text("/metrics").contains(SUPERSEDED + "2.0"));

    assertThat(admin.found("bittern stork")).isEmpty();
    assertThat(admin.found("kestrel")).containsExactly("b " + newer);
    assertThat(admin.is("b", "indexed")).isTrue();
    assertThat(admin.is("gone", "deleted")).isTrue();
  }

  @Test
  void tooLongForASetting_isFound_onceReplayedUnderAnotherSetting() throws Exception {
    String token = admin.publish("long", "An osprey. ".repeat(200), Map.of());
    admin.await(() -> admin.letters("long").size() == 1);
    assertThat(told(admin.letters("long").getFirst()))
        .isEqualTo(token + " parse too-large attempt 1");

    go();
    // Not killed: a job that had not committed yet would read it again by itself.
    assertThat(freshet.stop()).isZero();
    freshet = model.start(folder, FakeModel.inTurn(Map.of()));
    come();

    assertThat(admin.found("osprey")).isEmpty();
    admin.replay(admin.letters("long").getFirst());
    admin.await(() -> !admin.found("osprey").isEmpty());
    assertThat(admin.found("osprey")).containsOnly("long " + token);
    assertThat(admin.letters("long")).isEmpty();
  }

  private static String told(JsonNode letter) {
    return "%s %s %s attempt %s"
        .formatted(
            letter.path("version").asText(),
            letter.path("stage").asText(),
            letter.path("reason").asText(),
            letter.path("attempt").asText());
  }
}
