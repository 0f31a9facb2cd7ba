package dev.freshet.evaluation.faults;

import dev.freshet.evaluation.faults.Truth.Name;
import dev.freshet.evaluation.faults.Truth.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Once everything is retrievable: every document, as every reader, exactly as it was published. */
record Audit(StormService service, Truth truth, Violations violations) {

  void run() throws InterruptedException {
    long expected = 0;
    boolean doubtful = false;
    for (Name name : truth.names()) {
      Optional<Version> newest = truth.newest(name);
      if (newest.isEmpty()) {
        continue;
      }
      for (Reader reader : Reader.ALL) {
        if (reader.tenant().equals(name.tenant())) {
          look(name, newest.get(), reader);
        }
      }
      if (newest.get().deed()
          instanceof Deed.Publish(int sections, Set<String> _, Optional<Instant> expires)) {
        boolean never = expires.isEmpty();
        expected += never ? sections : 0;
        doubtful |= !never;
      }
    }
    if (!doubtful && service.passages() != expected) {
      violations.add(
          "the service counts " + service.passages() + " passages instead of " + expected);
    }
  }

  private void look(Name name, Version newest, Reader reader) throws InterruptedException {
    Instant asked = Instant.now();
    Optional<Answer> answer = service.ask(reader, name.word());
    if (answer.isEmpty()) {
      violations.add("no answer while all was quiet");
      return;
    }
    new Check(truth)
        .violations(name, reader, answer.get(), newest.offset(), asked)
        .forEach(violations::add);
    if (newest.deed().mustShow(reader, Instant.now())) {
      String state =
          service.document(reader, name.id()).map(d -> d.path("state").asText()).orElse("unknown");
      if (!state.equals("indexed")) {
        violations.add("the catalogue calls " + name + " " + newest + " " + state);
      }
    }
  }
}
