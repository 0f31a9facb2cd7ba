package dev.freshet.evaluation.freshness;

import dev.freshet.evaluation.report.Html;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** The figures as a page that stands alone: shares, shares by day, and what live did not know. */
final class FreshnessPage {
  private static final int WIDTH = 560;
  private static final int LEFT = 280;
  private static final int HIGH = 200;

  private FreshnessPage() {}

  static String of(Replay replay, Shares shares) {
    StringBuilder out = new StringBuilder(Html.head("Freshet: freshness of answers"));
    out.append("<h1>").append(Html.escaped(replay.name())).append("</h1><p>");
    out.append(
        String.format(
            Locale.ROOT,
            "%d pages, changed one after the other as they were in fact; each question is asked just"
                + " after its answer moved, and half a day later. An answer counts by what of the"
                + " page is in the %d tokens of context that a model would be given: the answer that"
                + " is right now, else one that was right before, else nothing. The arm without"
                + " retrieval is a stand-in that no model beats: all pages of the start, word for"
                + " word.</p>",
            replay.initial().size(),
            Study.TOKENS));
    for (Age age : Age.values()) {
      Shares of = shares.of(age);
      out.append("<section><h2>Asked ").append(age.words()).append("</h2><p>");
      out.append(of.asked().size()).append(" questions</p>");
      bars(out, of);
      out.append("<h3>Right answers by day</h3>");
      days(out, of.byDay());
      out.append("</section>");
    }
    unknown(out, shares);
    return out.append(Html.foot()).toString();
  }

  private static void bars(StringBuilder out, Shares shares) {
    out.append("<svg viewBox='0 0 900 ").append(34 * Arm.values().length + 24);
    out.append("' role='img' aria-label='Shares by arm'>");
    int y = 4;
    for (Arm arm : Arm.values()) {
      text(out, LEFT - 10, y + 17, "end", arm.words());
      double x = LEFT;
      for (Verdict verdict : Verdict.values()) {
        double share = shares.share(arm, verdict);
        double width = WIDTH * share;
        out.append(
            String.format(
                Locale.ROOT,
                "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='24'/>",
                verdict.colour(),
                x,
                y,
                width));
        if (share > .07) {
          text(out, x + width / 2, y + 17, "middle", percent(share));
        }
        x += width;
      }
      y += 34;
    }
    int x = LEFT;
    for (Verdict verdict : Verdict.values()) {
      legend(out, x, y + 14, verdict.colour(), verdict.name().toLowerCase(Locale.ROOT));
      x += 120;
    }
    out.append("</svg>");
  }

  private static void days(StringBuilder out, SequencedMap<LocalDate, Shares> days) {
    out.append("<svg viewBox='0 0 900 ").append(HIGH + 50);
    out.append("' role='img' aria-label='Right answers by day'>");
    for (int part = 0; part <= 4; part++) {
      int y = 10 + HIGH - HIGH * part / 4;
      out.append("<line class='grid' x1='60' x2='890' y1='").append(y).append("' y2='");
      out.append(y).append("'/>");
      text(out, 52, y + 4, "end", part * 25 + " %");
    }
    if (!days.isEmpty()) {
      text(out, 60, HIGH + 28, "start", days.firstEntry().getKey().toString());
      text(out, 890, HIGH + 28, "end", days.lastEntry().getKey().toString());
    }
    int legend = 60;
    for (Arm arm : Arm.values()) {
      out.append("<polyline class='").append(arm.colour()).append("' points='");
      int at = 0;
      for (Shares day : days.values()) {
        double x = days.size() < 2 ? 475 : 60 + 830.0 * at / (days.size() - 1);
        double y = 10 + HIGH - HIGH * day.share(arm, Verdict.RIGHT);
        out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        at++;
      }
      out.append("'/>");
      legend(out, legend, HIGH + 46, arm.colour(), arm.words());
      legend += 280;
    }
    out.append("</svg>");
  }

  private static void unknown(StringBuilder out, Shares shares) {
    List<Asked> not =
        shares.asked().stream()
            .filter(one -> one.verdicts().get(Arm.LIVE) != Verdict.RIGHT)
            .toList();
    out.append("<section><h2>What live did not know</h2><p>").append(not.size());
    out.append(" of ").append(shares.asked().size()).append("</p><ul>");
    for (Asked one : not) {
      MovedQuestion moved = one.question().moved();
      out.append("<li>").append(Html.escaped(moved.text())).append(" <b>");
      out.append(Html.escaped(moved.answer())).append("</b> (");
      out.append(Html.escaped(moved.page())).append(", ").append(moved.at()).append(", asked ");
      out.append(one.question().age().words()).append("): ");
      out.append(one.verdicts().get(Arm.LIVE).name().toLowerCase(Locale.ROOT)).append("</li>");
    }
    out.append("</ul></section>");
  }

  private static void legend(StringBuilder out, int x, int y, String colour, String words) {
    out.append("<rect class='").append(colour).append("' x='").append(x);
    out.append("' y='").append(y - 10).append("' width='12' height='12'/>");
    text(out, x + 18, y, "start", words);
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String words) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
            x,
            y,
            anchor,
            Html.escaped(words)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
