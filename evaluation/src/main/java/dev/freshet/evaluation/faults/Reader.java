package dev.freshet.evaluation.faults;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Who asks.
 *
 * @param key the API key
 * @param tenant whose documents
 * @param principals as whom
 */
record Reader(String key, String tenant, Set<String> principals) {
  static final List<String> TENANTS = List.of("acme", "umbrella");
  static final List<String> GROUPS = List.of("group:legal", "group:sales");

  /** One of every kind: each tenant with no group, either and both. */
  static final List<Reader> ALL =
      TENANTS.stream()
          .flatMap(
              tenant ->
                  List.<Set<String>>of(
                          Set.of(),
                          Set.of(GROUPS.get(0)),
                          Set.of(GROUPS.get(1)),
                          Set.copyOf(GROUPS))
                      .stream()
                      .map(
                          groups ->
                              new Reader(
                                  "storm-key-of-"
                                      + tenant
                                      + "-"
                                      + String.join("-", groups.stream().sorted().toList())
                                          .replace(':', '-'),
                                  tenant,
                                  groups)))
          .toList();

  /** Whether these principals permit it. */
  boolean mayRead(Set<String> acl) {
    return acl.isEmpty() || !Collections.disjoint(acl, principals);
  }

  /** The key file that knows them all; each may read, publish and run the service. */
  static String keyFile() {
    StringBuilder yaml = new StringBuilder("keys:\n");
    for (Reader reader : ALL) {
      yaml.append("  - key: ").append(reader.key()).append('\n');
      yaml.append("    tenant: ").append(reader.tenant()).append('\n');
      yaml.append("    principals: [")
          .append(String.join(", ", reader.principals().stream().map(p -> '"' + p + '"').toList()))
          .append("]\n");
      yaml.append("    scopes: [read, publish, admin]\n");
    }
    return yaml.toString();
  }
}
