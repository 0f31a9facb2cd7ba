/**
 * The built-in dashboard: what was counted in the last hour, for those without Grafana.
 *
 * <p>In come index events and, at each interval, what the meters of this process hold; out goes, as
 * JSON for the page, a fixed list of plots with the points that are kept of each line. What was not
 * measured in an interval is a gap and not a zero, and a line that this process cannot know says
 * so. A reading that fails leaves a gap. Bounded are the lines, which are fixed when the service is
 * built, and the points: 720 of each, {@code History.POINTS}.
 */
package dev.freshet.query.dashboard;
