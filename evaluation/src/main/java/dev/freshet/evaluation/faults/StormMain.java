package dev.freshet.evaluation.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./freshet bench faults [KILLS [SEED]]}: the long storm against a real process. */
public final class StormMain {
  private static final int KILLS = 100;
  private static final long SEED = 20261121;
  private static final int IDS = 40;
  private static final int DEEDS = 80;

  /** Building a generation embeds everything again: without a pause nothing else has its share. */
  private static final Duration TURN_PAUSE = Duration.ofSeconds(5);

  private StormMain() {}

  /**
   * @param args the repository; then, where given, how many kills, and the seed
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int kills = args.length > 1 ? Integer.parseInt(args[1]) : KILLS;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : SEED;
    Path folder = Files.createTempDirectory("freshet-storm");
    System.out.println("storm of " + kills + " kills, seed " + seed + ", in " + folder);
    Storm.Outcome outcome =
        Storm.run(
            new Storm.Plan(seed, kills, IDS, DEEDS, TURN_PAUSE),
            List.of(Path.of(args[0]).resolve("freshet").toAbsolutePath().toString()),
            folder,
            System.out::println);
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
