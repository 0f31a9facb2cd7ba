/**
 * What every measurement needs: texts, a publisher, a client, processes and percentiles. Real texts
 * enter; timings leave. A system that does not answer in time fails the measurement with what was
 * waited for. Every wait has a deadline.
 */
package dev.freshet.evaluation.load;
