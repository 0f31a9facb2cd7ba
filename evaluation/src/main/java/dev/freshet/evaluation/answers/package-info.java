/**
 * How good answers without a language model are, and how well it is told that there is none: SQuAD
 * 2.0's questions enter, answerable and not, and questions of another field; figures leave. The
 * same for the measure that tells whether a source supports a sentence. Files that are missing fail
 * as an exception. Bounded by the sample.
 *
 * <pre>questions ─► SmallIndex ─► Extractor ─► AnswersStudy ─► figures
 *           ─► SupportMeasure ─► SupportStudy ─► figures</pre>
 */
package dev.freshet.evaluation.answers;
