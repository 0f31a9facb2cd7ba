package dev.freshet.evaluation.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.UnusableCollection;
import dev.freshet.evaluation.report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./freshet tune --collection DIR [--json]}: which settings find best on these documents.
 * Exit codes: 0 done, whether or not something is better than the defaults; 2 wrong options or
 * collection.
 */
public final class TuneMain {
  private TuneMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException {
    Path standard = Path.of(args[1]).toAbsolutePath().normalize();
    TuneOptions options = null;
    try {
      options = TuneOptions.of(standard, Arrays.copyOfRange(args, 2, args.length));
    } catch (IllegalArgumentException e) {
      refuse(e);
    }
    try {
      run(Path.of(args[0]).toAbsolutePath().normalize(), options);
    } catch (UnusableCollection e) {
      refuse(e);
    }
    System.exit(0);
  }

  private static void refuse(Exception why) {
    System.err.println("freshet tune: " + why.getMessage() + "\n" + TuneOptions.USAGE);
    System.exit(2);
  }

  private static void run(Path repository, TuneOptions options) throws IOException {
    Path folder = options.eval().collection();
    boolean made = Files.isDirectory(folder) && !Files.exists(folder.resolve("queries.jsonl"));
    Collection whole =
        made
            ? Cloze.of(Collection.nameOf(folder), Collection.documents(folder))
            : Collection.read(folder);
    Collection collection =
        whole.asking(options.eval().chosen(List.copyOf(whole.questions().keySet())));
    if (collection.questions().size() < options.folds()) {
      throw new UnusableCollection(
          folder
              + ": "
              + collection.questions().size()
              + " questions for "
              + options.folds()
              + " folds: give more questions or fewer --folds");
    }
    Tuning tuning = new Tuning(repository, options.eval().data(), collection);
    int number = 0;
    for (Cut cut : options.cuts()) {
      System.err.printf("cut %d of %d: %s%n", ++number, options.cuts().size(), cut.settings());
      tuning.attempt(cut);
    }
    Proposal proposal = Proposal.of(tuning.trials(), options.folds());
    System.err.println("asking a Freshet with " + proposal.chosen().choice().words());
    Choice chosen = proposal.chosen().choice();
    List<Double> served = tuning.served(chosen);
    List<Double> standard = chosen.equals(Choice.DEFAULT) ? served : tuning.served(Choice.DEFAULT);
    write(options, new Findings(collection, made, proposal, served, standard));
  }

  private static void write(TuneOptions options, Findings findings) throws IOException {
    Path out = options.eval().out();
    ObjectNode told = findings.json();
    Outcome.write(out, FindingsPage.of(findings), told);
    Path properties = out.resolve("tuned.properties");
    Files.writeString(properties, findings.properties(LocalDate.now(ZoneOffset.UTC)));
    if (options.eval().json()) {
      System.out.println(told);
    } else {
      findings.told().forEach(System.out::println);
      System.out.println("settings: " + properties);
    }
    System.err.println("report: " + out.resolve("report.html"));
  }
}
