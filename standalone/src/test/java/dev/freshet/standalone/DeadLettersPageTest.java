package dev.freshet.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.failure.Reason;
import dev.freshet.query.deadletters.Obstacles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/dead-letters.md against the reasons, or writes it: -Dfreshet.write-docs=true. */
class DeadLettersPageTest {
  private static final Path PAGE = Path.of("..", "docs", "dead-letters.md");
  private static final String INTRODUCTION =
      """
      # Dead letters

      Made from the reasons themselves; `DeadLettersPageTest` fails when it is stale and writes it
      with `-Dfreshet.write-docs=true`.

      A document that cannot be read or embedded is given up and told: the catalogue says `dead`, with
      stage, reason and message, and the record as it was published, bytes and headers, stands in
      `freshet.dead-letters` for 30 days. A last good version stays retrievable meanwhile. An outage
      never makes a dead letter.

      | header of a letter | what |
      |---|---|
      | `freshet-error-stage` | where it died: `publish` (its key or headers), `parse` or `embed` |
      | `freshet-error-reason` | why, as below |
      | `freshet-error-message` | the same for a person; names the field or file, quotes no contents |
      | `freshet-error-attempt` | which attempt failed; 1 is the fast lane's |
      | `freshet-error-position` | the document's version: its place in its source topic |
      | `freshet-error-time` | when it was given up; also the letter's Kafka time |
      | `freshet-error-source-time` | the Kafka time of the record as published |

      All other headers, the key and the value are the publisher's. What dies while it is embedded is
      read again from its source topic; where Kafka no longer keeps it there, the letter has no value
      and its message says so.

      ## What to do with them

      ```sh
      ./freshet dead-letters list --reason timeout               # the newest first
      ./freshet dead-letters show freshet.dead-letters-0@17      # headers, and the beginning of a text
      ./freshet dead-letters show --output file.pdf freshet.dead-letters-0@17
      ./freshet dead-letters replay freshet.dead-letters-0@17    # or --reason timeout, or --all
      ./freshet dead-letters drop freshet.dead-letters-0@17      # list it no more
      ```

      The page has the same below the documents, and HTTP has `GET /v1/dead-letters`,
      `GET` and `DELETE /v1/dead-letters/{position}`, `GET /v1/dead-letters/{position}/bytes` and
      `POST /v1/dead-letters/replay`. All of it needs the scope `admin`, which sees every tenant.

      **Replay** puts the record on `freshet.documents.slow` with its version, so it is read by the slow
      lane, with that lane's longer deadline. Replay after a limit was raised, a model was changed or
      Freshet was updated. A letter that is older than what stands by now changes nothing. One that
      fails again comes back as a new letter with a higher attempt. Replay of many takes 200 letters a
      request; the answer's `next` goes on, and what comes back meanwhile is not replayed again.

      **Settled letters.** A letter that was replayed or dropped is marked on
      `freshet.dead-letter-marks` and told no more; its bytes stay in Kafka until their time is over.
      Marks are kept half as long again as letters: who keeps letters longer keeps marks longer, and
      who deletes the topic of the letters deletes that of the marks too. A service that dies between
      putting a letter back and marking it leaves it listed; replaying it twice changes nothing.

      **Limits.** Two requests read letters at once (`dead-letters.readers`), each for at most ten
      seconds (`dead-letters.timeout`); an answer that is cut short by that says with `next` where to
      go on.

      ## Reasons

      | reason | meaning | can be replayed as it is |
      |---|---|---|
      """;

  @Test
  void page_saysWhatTheReasonsAre() throws IOException {
    if (Boolean.getBoolean("freshet.write-docs")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  private static String page() {
    var page = new StringBuilder(INTRODUCTION);
    for (Reason reason : Reason.values()) {
      page.append("| `").append(reason.label()).append("` | ").append(reason.sentence());
      page.append(" | ").append(Obstacles.of(reason).map(fix -> "no: " + fix).orElse("yes"));
      page.append(" |\n");
    }
    return page.append("\nWhat to do about each: [operations](operations.md#dead-letters).\n")
        .toString();
  }
}
