package dev.freshet.standalone.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One thing that may be wrong; silent where it is not, or the facts are not known. */
@FunctionalInterface
interface Rule {
  Stream<Finding> look(Facts facts);

  /** The most findings that are told. */
  int MOST = 200;

  /** What all rules find, the gravest first. */
  static List<Finding> all(Facts facts) {
    return Stream.of(
            SettingRules.ALL, MachineRules.ALL, TopicRules.ALL, GroupRules.ALL, RetrievalRules.ALL)
        .flatMap(List::stream)
        .flatMap(rule -> rule.look(facts))
        .sorted(Comparator.comparing(Finding::grade))
        .limit(MOST)
        .toList();
  }
}
