package dev.freshet.evaluation.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./freshet bench faults} and {@code faults-apart [KILLS [SEED]]}: the long storm. */
public final class StormMain {
  private static final int KILLS = 100;
  private static final int KILLS_APART = 30;

  /** How long Qdrant stays away once. */
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  private static final long SEED = 20261121;
  private static final int IDS = 40;
  private static final int DEEDS = 80;

  /** Building a generation embeds everything again: without a pause nothing else has its share. */
  private static final Duration TURN_PAUSE = Duration.ofSeconds(5);

  private StormMain() {}

  /**
   * @param args the repository; {@code one} process or {@code apart}; then, where given, how many
   *     kills, and the seed
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean apart = args[1].equals("apart");
    int kills = args.length > 2 ? Integer.parseInt(args[2]) : apart ? KILLS_APART : KILLS;
    long seed = args.length > 3 ? Long.parseLong(args[3]) : SEED;
    Path folder = Files.createTempDirectory("freshet-storm");
    System.out.println("storm of " + kills + " kills, seed " + seed + ", in " + folder);
    List<String> launch = List.of(Path.of(args[0]).resolve("freshet").toAbsolutePath().toString());
    StormService service =
        apart
            ? StormService.apart(launch, folder, OUTAGE, seed)
            : StormService.inOne(launch, folder, StormService.Haste.MUCH);
    Storm.Outcome outcome =
        Storm.run(
            new Storm.Plan(seed, kills, IDS, DEEDS, TURN_PAUSE), service, System.out::println);
    outcome.violations().forEach(System.out::println);
    System.out.println(
        outcome.deeds()
            + " records, "
            + outcome.answers()
            + " answers checked under way, "
            + outcome.violationCount()
            + " violations");
    System.exit(outcome.violationCount() == 0 ? 0 : 1);
  }
}
