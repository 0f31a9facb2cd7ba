/**
 * Answers: a question enters over HTTP, as a search with more fields or as OpenAI's chat
 * completions; context is retrieved, a language model writes from it or, where there is none, the
 * best sentences are quoted; text and checked citations leave, at once or as events. What is wrong
 * with a request fails as a 400 problem naming the field and the fix, a deadline that has passed as
 * a 504, a model that does not answer or breaks off as an Outage; in the midst of a stream each of
 * them is an {@code error} event, and what came before it is no answer. Bounded are the answers
 * written at once and those waiting, the time, the prompt, the text, and what is remembered.
 *
 * <pre>
 *   JSON ─► AnswerReader ─► ContextBuilder ─► Answering ─┬► Author ─► Relay ─► Completer
 *                                                        └► Extracts ─► Extractor
 *   CitationFilter, CitationCheck ─► Answer ─► JSON, events, chat completion
 * </pre>
 */
package dev.freshet.query.answer;
