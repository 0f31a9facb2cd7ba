package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.settings.Masks;
import dev.freshet.standalone.diagnosis.Diagnosis;
import dev.freshet.standalone.process.Given;
import java.util.Optional;

/** What can be said of a process that gives no diagnosis. */
final class Absence {
  private Absence() {}

  /** In the form of a diagnosis; what is known by the process alone is missing. */
  static ObjectNode of(AskedProcess asked, LocalLook here, Given given, Masks masks) {
    WouldBe settings = WouldBe.of(given);
    ObjectNode tree = Diagnosis.withoutProcess(settings.effective(), masks, here.data());
    ArrayNode findings = (ArrayNode) tree.path("findings");
    findings.insert(0, first(asked, here, masks));
    if (!settings.problems().isEmpty()) {
      findings.insert(
          1,
          DiagnoseCommand.finding(
              masks,
              "wrong",
              "settings-refused",
              masks.text(settings.problems().replace("\n", "; ")),
              "with the environment of this command and --config, Freshet does not start",
              "mend the settings it names: docs/settings.md has them all"));
    }
    tree.putArray("troubles")
        .add(
            "the process's own settings, threads, topics and log: settings are those of this"
                + " command's environment, --data and --config");
    return tree;
  }

  private static ObjectNode first(AskedProcess asked, LocalLook here, Masks masks) {
    if (asked.refusal().isPresent()) {
      return DiagnoseCommand.finding(
          masks,
          "wrong",
          "no-diagnosis",
          here.url() + " answers, and gives no diagnosis: " + masks.text(asked.refusal().get()),
          "only what this machine and /health tell is in the archive",
          "give a key of scope admin with --api-key, or the right address with --url");
    }
    Optional<Long> holder = here.holder().filter(LocalLook::alive);
    if (asked.silence().isPresent()) {
      return DiagnoseCommand.finding(
          masks,
          "wrong",
          "does-not-answer",
          here.url() + ": " + masks.text(asked.silence().get()) + last(here, masks),
          "it hangs, is busy beyond measure, or has just ended",
          "try again; where it hangs, jstack "
              + holder.map(String::valueOf).orElse("<its process>")
              + " tells what its threads do");
    }
    if (asked.answered()) {
      return DiagnoseCommand.finding(
          masks,
          "wrong",
          "another-program",
          masks.text(asked.trouble()),
          "another program has the port, or the address is wrong",
          "give the address with --url, or another port with http.port");
    }
    if (holder.isPresent()) {
      return DiagnoseCommand.finding(
          masks,
          "wrong",
          "does-not-answer",
          "process "
              + holder.get()
              + " holds the data folder "
              + here.data()
              + ", but: "
              + masks.text(asked.trouble())
              + last(here, masks),
          "it listens elsewhere, has not come so far, or hangs",
          "give its address with --url (http.host, http.port); where it hangs, jstack "
              + holder.get()
              + " tells what its threads do");
    }
    return DiagnoseCommand.finding(
        masks,
        "wrong",
        "not-running",
        masks.text(asked.trouble())
            + "; no process holds the data folder "
            + here.data()
            + last(here, masks),
        "Freshet has ended, was never started, or runs elsewhere",
        "./freshet up says in one line what keeps it from starting; give --url and --data of the one"
            + " that is meant");
  }

  private static String last(LocalLook here, Masks masks) {
    return here.lastError()
        .map(line -> "; the last error in its log: " + masks.text(line))
        .orElse("");
  }
}
