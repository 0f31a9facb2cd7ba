/**
 * Flow: index events and the jobs' committed offsets enter, the live strip of the line of flow
 * leaves. Offsets that are not told show as waiting records unknown, never as an error of the
 * request. Bounded are the events remembered (1,000) and how often Kafka is asked (once in half a
 * second).
 */
package dev.freshet.query.flow;
