/**
 * The peer: what a Java user would write in a day with LangChain4j. Records of a topic enter;
 * answers over HTTP leave. It fails as such loops fail: what is in memory is gone. Nothing in it is
 * bounded but the consumer's poll.
 */
package dev.freshet.evaluation.baseline;
