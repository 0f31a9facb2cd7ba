package dev.freshet.query.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.dashboard.History.Point;
import dev.freshet.query.dashboard.Panel.Limit;
import dev.freshet.query.dashboard.Panel.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes groups, panels, lines and their points.
 *
 * @param telemetry tells which lines this process cannot know
 */
record DashboardJson(List<Group> groups, Duration interval, Telemetry telemetry) {
  private static final double WHOLE = 1e15;

  ObjectNode of(List<Point> points, Instant now) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("now", now.toString());
    root.put("intervalMs", interval.toMillis());
    root.put("points", History.POINTS);
    ArrayNode times = root.putArray("times");
    points.forEach(point -> times.add(point.at().toString()));
    ArrayNode written = root.putArray("groups");
    int column = 0;
    for (Group group : groups) {
      ObjectNode node = written.addObject().put("title", group.title());
      ArrayNode panels = node.putArray("panels");
      for (Panel panel : group.panels()) {
        panel(panels.addObject(), panel, points, column);
        column += panel.lines().size();
      }
    }
    return root;
  }

  private void panel(ObjectNode node, Panel panel, List<Point> points, int firstColumn) {
    node.put("id", panel.id());
    node.put("title", panel.title());
    node.put("unit", panel.unit().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("sparse", panel.sparse());
    panel.limit().ifPresent(limit -> limit(node.putObject("limit"), limit));
    ArrayNode lines = node.putArray("lines");
    for (int i = 0; i < panel.lines().size(); i++) {
      Line line = panel.lines().get(i);
      ObjectNode its = lines.addObject().put("id", line.id()).put("name", line.name());
      Optional<String> absent = absent(line);
      if (absent.isPresent()) {
        its.put("absent", absent.get());
        continue;
      }
      ArrayNode values = its.putArray("values");
      int column = firstColumn + i;
      points.forEach(point -> add(values, point.values().get(column)));
    }
  }

  private Optional<String> absent(Line line) {
    return line.needs()
        .filter(need -> telemetry.measured(need.meter()).isEmpty())
        .map(Panel.Need::otherwise);
  }

  private static void limit(ObjectNode node, Limit limit) {
    node.put("value", limit.value());
    node.put("side", limit.above() ? "above" : "below");
    node.put("name", limit.name());
    limit.lines().forEach(node.putArray("lines")::add);
  }

  private static void add(ArrayNode values, double value) {
    if (!Double.isFinite(value)) {
      values.addNull();
      return;
    }
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      values.add((long) value);
    } else {
      values.add(value);
    }
  }
}
