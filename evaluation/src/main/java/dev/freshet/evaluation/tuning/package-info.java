/**
 * Which settings find best on a user's own documents: a collection enters, with questions and
 * judgements or without (then questions are made of the documents); the settings to use, with the
 * evidence, leave as a file that {@code ./freshet up --config} takes, as a page and as JSON. The
 * documents are published, cut in each way, to a Freshet of its own; each question is asked for
 * both lists once, and everything that happens after the lists is worked out by the code that
 * serves. What is proposed is asked of a running Freshet before it is told.
 *
 * <p>Whoever tries hundreds of settings finds some that are best by luck. So settings are chosen on
 * some of the questions and judged on the others, in turn ({@link
 * dev.freshet.evaluation.tuning.HeldOut}), by a rule that keeps the defaults where the best is not
 * clearly better ({@link dev.freshet.evaluation.tuning.Rule}); and what does not hold on the
 * questions held out is not proposed.
 *
 * <p>A collection that cannot be read fails as an {@link
 * dev.freshet.evaluation.quality.UnusableCollection}. Bounded are the settings tried, the depth of
 * a list at 200 passages, and the questions that are made.
 *
 * <pre>
 *   Cut ─► up, publish ─► Lists of each question ─┐
 *   Grid ─► Ranking ──────────────────────────────┴─► Trial ─► Rule, HeldOut ─► Proposal ─► served? ─► file, page, JSON
 * </pre>
 */
package dev.freshet.evaluation.tuning;
