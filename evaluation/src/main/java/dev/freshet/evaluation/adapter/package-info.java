/**
 * Training of an adapter: a collection with judgements or a dataset of pairs enters; an adapter's
 * file, and a report of what it is worth on questions that it never saw, leave as page and JSON.
 * What cannot be learnt from fails as an {@link dev.freshet.evaluation.quality.UnusableCollection}
 * that names file and line. All randomness is from one seed. Bounded are the rounds of a training,
 * the passages mined and the depth of a ranking; vectors of the frozen model are kept from run to
 * run.
 *
 * <pre>
 *   MaterialReader ─► Vectors ─► Space ─► Study ─► Trainer ─► Contrast, Adam
 *                                          │          └── ends when Ranker sees no more gain
 *                                          └─► Point by Point ─► page, JSON; the last map ─► file
 * </pre>
 */
package dev.freshet.evaluation.adapter;
