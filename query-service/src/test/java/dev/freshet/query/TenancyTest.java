package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.freshet.query.DoorUnderTest.Got;
import dev.freshet.query.Tenancy.Asker;
import dev.freshet.query.Tenancy.Doc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Never one passage too many: thousands of random documents, tenants, access lists, callers and
 * filters, through every door, against the law in one line ({@link Asker#maySee}).
 */
class TenancyTest {
  private static final long SEED = Long.getLong("freshet.tenancy.seed", 20_261_127);
  private static final int DOCUMENTS = 3000;
  private static final int ROUNDS = Integer.getInteger("freshet.tenancy.rounds", 60);
  private static final Pattern MARK = Pattern.compile("mk\\d+q");

  /** Doors that show no documents. */
  private static final Set<String> SILENT =
      Set.of("freshness", "flow", "me", "metrics", "dashboard", "health", "mistakes");

  @TempDir Path folder;

  @Test
  void everyDoor_givesEachCallerWhatIsHisAndNothingElse() throws Exception {
    ListAppender<ILoggingEvent> log = listen();
    Map<String, Integer> shown = new TreeMap<>();
    try (Tenancy tenancy = new Tenancy(folder, SEED, DOCUMENTS, Map.of())) {
      for (int round = 0; round < ROUNDS; round++) {
        for (DoorUnderTest door : Doors.ALL) {
          Asker asker = tenancy.one(tenancy.askers);
          Got got = door.ask(tenancy, asker);
          Set<String> marks = marks(got.everything());
          String place = door.name() + " of " + asker + " in round " + round + " of seed " + SEED;
          assertThat(marks).as(place).isSubsetOf(mayBeSeen(tenancy, asker));
          got.whole().ifPresent(whole -> assertThat(marks).as(place).isEqualTo(whole));
          assertThat(got.everything()).as(place).doesNotContain("secret-of-caller-");
          shown.merge(door.name(), marks.size(), Integer::sum);
        }
      }
      for (String open : List.of("/metrics", "/v1/dashboard")) {
        String counted = tenancy.send(tenancy.request(open)).body();
        assertThat(counted)
            .isNotEmpty()
            .doesNotContainPattern("tn[.-]a|\"tn\"|\"TN\"|id\\d+z|user:|group:");
      }
    } finally {
      root().detachAppender(log);
    }
    // A door that shows nothing to anybody would pass as well.
    assertThat(shown)
        .allSatisfy(
            (door, marks) -> {
              if (!SILENT.contains(door)) {
                assertThat(marks).as(door).isPositive();
              }
            });
    assertThat(log.list)
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage())
                    .doesNotContainPattern(MARK)
                    .doesNotContain("secret-of-caller-"));
  }

  /** The test itself, tested: callers that are given more than the law says are found out. */
  @Test
  void callerWhoIsTakenForAnother_isFoundOutAtEachDoorThatShowsDocuments() throws Exception {
    try (Tenancy tenancy = new Tenancy(folder, SEED, 300, Map.of())) {
      Asker real =
          tenancy.askers.stream().filter(a -> !a.principals().isEmpty()).findFirst().orElseThrow();
      Asker ofLess = new Asker(real.credential(), real.tenant(), Set.of());
      Asker ofElsewhere = new Asker(real.credential(), "nobody", real.principals());
      for (DoorUnderTest door : Doors.ALL) {
        if (!SILENT.contains(door.name())) {
          assertThat(Stream.of(ofLess, ofElsewhere).allMatch(as -> found(tenancy, door, as)))
              .as(door.name())
              .isTrue();
        }
      }
    }
  }

  /** Whether one of many questions brings out what this caller may not see. */
  private static boolean found(Tenancy tenancy, DoorUnderTest door, Asker asker) {
    return Stream.generate(() -> ask(tenancy, door, asker))
        .limit(2000)
        .anyMatch(marks -> !mayBeSeen(tenancy, asker).containsAll(marks));
  }

  private static Set<String> ask(Tenancy tenancy, DoorUnderTest door, Asker asker) {
    try {
      return marks(door.ask(tenancy, asker).everything());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static ListAppender<ILoggingEvent> listen() {
    ((Logger) LoggerFactory.getLogger("dev.freshet")).setLevel(Level.TRACE);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root().addAppender(log);
    return log;
  }

  private static Set<String> marks(String text) {
    Set<String> marks = new TreeSet<>();
    Matcher matcher = MARK.matcher(text);
    while (matcher.find()) {
      marks.add(matcher.group());
    }
    return marks;
  }

  private static Set<String> mayBeSeen(Tenancy tenancy, Asker asker) {
    return tenancy.docs.stream().filter(asker::maySee).map(Doc::mark).collect(Collectors.toSet());
  }
}
