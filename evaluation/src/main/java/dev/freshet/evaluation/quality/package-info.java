/**
 * Quality of retrieval: a collection with judgements enters, in the layout of BEIR; figures by
 * mode, each with its error, and how sure the difference of two modes is, leave as JSON and as a
 * page. A collection that cannot be read fails as an {@link
 * dev.freshet.evaluation.quality.UnusableCollection} that names file and line. The documents are
 * published to a Freshet of its own, started as a user would; what it holds from a former run is
 * kept, and unchanged documents cost it nothing. Bounded are the waits, and the depth of a ranking
 * at 200 passages.
 *
 * <pre>Collection ─► up, publish, wait ─► Questioning ─► Measures ─► Scores ─► JSON, page</pre>
 */
package dev.freshet.evaluation.quality;
