/**
 * The benchmarks: Freshet started as a user starts it, held against the bare model loop and a
 * LangChain4j loop in the same run. Real texts enter; a report with plots leaves. A missed goal is
 * said and makes the exit status 1; a system that does not answer fails the run. Every load is
 * bounded in count and time.
 *
 * <pre>
 * ingest (idle freshness, throughput, queries, kill -9) → bare loop → LangChain4j loop → ingest again → bare loop → 50,000 passages, backlog
 * </pre>
 */
package dev.freshet.evaluation.bench;
