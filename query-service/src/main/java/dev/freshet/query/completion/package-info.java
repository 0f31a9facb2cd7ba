/**
 * The language model: a prompt enters {@link dev.freshet.query.completion.Completer}, its text
 * leaves piece by piece, then what it cost in tokens. Behind the port stands an endpoint that
 * speaks OpenAI's chat completions. An endpoint that does not answer, answers garbage or breaks off
 * fails as an Outage, one that will never take the prompt as a 502 problem; before its first piece
 * it is asked again while that may help. Bounded are the attempts, the time, a line of the stream,
 * and the text.
 *
 * <pre>Prompt ─► request ─► POST …/chat/completions ─► lines ─► pieces ─► Completion
 *                └── 429, 5xx, no answer: again ──┘</pre>
 */
package dev.freshet.query.completion;
