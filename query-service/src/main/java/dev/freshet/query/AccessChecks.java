package dev.freshet.query;

import dev.freshet.query.access.Callers;
import dev.freshet.query.web.Web;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How key file, issuer and certificate are. None of them makes the service less ready: what was
 * read before goes on, and one that is not ready would answer nobody at all.
 */
final class AccessChecks {
  private AccessChecks() {}

  static List<HealthCheck> with(List<HealthCheck> others, Callers callers, Web web, Instant now) {
    List<HealthCheck> checks = new ArrayList<>(others);
    callers
        .troubles()
        .forEach(
            (name, trouble) ->
                checks.add(new HealthCheck(name, trouble.isEmpty(), trouble.orElse(""), false)));
    web.certificateExpires()
        .ifPresent(expires -> checks.add(certificate(expires, web.certificateTrouble(), now)));
    return checks;
  }

  private static HealthCheck certificate(Instant expires, Optional<String> trouble, Instant now) {
    boolean up = trouble.isEmpty() && now.isBefore(expires);
    String detail = "ends " + expires + trouble.map(text -> "; " + text).orElse("");
    return new HealthCheck("certificate", up, detail, false);
  }
}
