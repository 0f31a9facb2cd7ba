/**
 * Standing queries: a request enters and stands; what becomes retrievable and meets it leaves, once
 * and in order, over server-sent events, to a webhook or to a Kafka topic. Embedded documents are
 * read from their topics and held until readers can see them; the catalogue says which version
 * stands. What is wrong with a request fails as a 400 problem, too many watchers as a 503 one;
 * Kafka or the model not answering is waited for and nothing is lost by it; a watcher that does not
 * keep up is cut off and told so. Bounded are watchers, registered watches, queues, what is held,
 * what each watch remembers and what is read again.
 *
 * <pre>embedded.&lt;generation&gt; ─► Reel: held until the read point covers it
 *                             └─► Reading: QueryIndex, Memory ─► match, update, retract
 * who comes back ─► CatchUp ─► Feed ─┘                             ├─► Session ─► SSE
 *                                                                  └─► Delivery ─► webhook, topic
 * </pre>
 */
package dev.freshet.query.watch;
