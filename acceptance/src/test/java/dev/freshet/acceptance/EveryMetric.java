package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.telemetry.ObjectiveTelemetry;
import dev.freshet.common.telemetry.QualityTelemetry;
import dev.freshet.common.telemetry.RetrievalTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.telemetry.Tracing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A registry on which everything was counted once: which metrics there are, with which labels. */
final class EveryMetric {
  private static final Origin ORIGIN =
      new Origin(
          new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a.pdf")),
          new Version(new Position("documents", 0, 7), Instant.EPOCH),
          List.of());
  private static final Duration A_MILLISECOND = Duration.ofMillis(1);
  private static final Pattern SERIES =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+$");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Telemetry, and the parts of it that have an interface of their own. */
  private static final List<Class<?>> INTERFACES =
      List.of(
          Telemetry.class,
          ObjectiveTelemetry.class,
          QualityTelemetry.class,
          RetrievalTelemetry.class);

  private final Set<String> called = new TreeSet<>();
  private final Object state = new Object();
  private final String scraped;

  private EveryMetric() {
    Telemetry noting = (Telemetry) noting(Telemetry.class, new MicrometerTelemetry());
    countWork(noting);
    countReaders(noting);
    countGauges(noting);
    noting.measured("freshet.query");
    scraped = noting.scrape(false);
  }

  static EveryMetric countedOnce() {
    return new EveryMetric();
  }

  private Object noting(Class<?> type, Object real) {
    return Proxy.newProxyInstance(
        EveryMetric.class.getClassLoader(),
        new Class<?>[] {type},
        (_, method, arguments) -> call(real, method, arguments));
  }

  private Object call(Object real, Method method, Object[] arguments) throws Throwable {
    called.add(method.getName());
    try {
      Object result = method.invoke(real, arguments);
      Class<?> type = method.getReturnType();
      return INTERFACES.contains(type) ? noting(type, result) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void countWork(Telemetry telemetry) {
    telemetry.freshness(ORIGIN, A_MILLISECOND);
    telemetry.stage(Stage.PARSE, Lane.LIVE, A_MILLISECOND);
    telemetry.queue(Stage.PARSE, Lane.LIVE, A_MILLISECOND);
    telemetry.passages(1, 1);
    telemetry.embeddingPrice(1);
    telemetry.embeddingTokens(1);
    telemetry.parse(true);
    telemetry.deadLetter(Reason.EMPTY);
    telemetry.superseded(Stage.PARSE);
    telemetry.deferred(Stage.PARSE);
    telemetry.steppedAside(Stage.PARSE);
    telemetry.parserRestart("died");
    telemetry.outage("kafka");
    telemetry.store("refresh", A_MILLISECOND);
    telemetry.storeError("refresh");
    telemetry.objective().document(true);
    telemetry.objective().canary(A_MILLISECOND);
    telemetry.objective().canaryFailed("late");
    telemetry.permissions(A_MILLISECOND);
    telemetry.kafka("embed", Map::of);
    assertThat(telemetry.tracing()).isEqualTo(Tracing.NONE);
    telemetry.quality().flagged(Signal.Kind.GARBLED);
  }

  private static void countReaders(Telemetry telemetry) {
    telemetry.query("total", A_MILLISECOND);
    telemetry.search(true);
    telemetry.answer("generated", "answered", A_MILLISECOND);
    telemetry.answerTokens(1, 1, 1);
    telemetry.answerCache(true);
    telemetry.request("GET", "/", 200, A_MILLISECOND);
    telemetry.audited();
    telemetry.auditDropped();
    telemetry.watchEvent("match");
  }

  private void countGauges(Telemetry telemetry) {
    telemetry.parserChildren("fast", state, _ -> 1, _ -> 1);
    telemetry.lagRecords("documents", state, _ -> 0);
    telemetry.watermarkAge("documents", state, _ -> 0);
    telemetry.backlog(Stage.PARSE, "slow", state, _ -> 0);
    telemetry.objective().burnRate("1h", state, _ -> 0, _ -> 0);
    telemetry.objective().budgetLeft(state, _ -> 1);
    telemetry.objective().canaryAge(state, _ -> 0);
    telemetry.permissionsHeld(state, _ -> 0);
    telemetry.permissionsPaused(state, _ -> 0);
    telemetry.watches(state, _ -> 0);
    telemetry.watchers(state, _ -> 0);
    telemetry.verifyFindings("missing", state, _ -> 0);
    telemetry.verifiedAt(state, _ -> 0);
    telemetry.quality().drift("language", state, _ -> 0);
    telemetry.quality().driftDocuments(state, _ -> 0);
    telemetry.quality().retrieval().quality("ndcg@10", state, _ -> 1, _ -> 1);
    telemetry.quality().retrieval().fall(state, _ -> 0, _ -> 1, _ -> 0);
    telemetry.quality().retrieval().judgements(state, _ -> 1, _ -> 0);
    telemetry.quality().retrieval().age(state, _ -> 0);
    telemetry.quality().retrieval().failed();
  }

  /** What of the interfaces was not counted: nothing, or this class is to be completed. */
  Set<String> notCounted() {
    return INTERFACES.stream()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .map(Method::getName)
        .filter(name -> !called.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String scraped() {
    return scraped;
  }

  /** Each series' name, and all labels it has. */
  Map<String, Set<String>> labels() {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (String line : scraped.lines().toList()) {
      Matcher series = SERIES.matcher(line);
      if (series.matches()) {
        Set<String> those = labels.computeIfAbsent(series.group(1), _ -> new TreeSet<>());
        if (series.group(2) != null) {
          LABEL.matcher(series.group(2)).results().forEach(label -> those.add(label.group(1)));
        }
      }
    }
    return labels;
  }
}
