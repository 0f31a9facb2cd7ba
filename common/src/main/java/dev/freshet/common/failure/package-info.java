/**
 * How things go wrong, in three kinds. A broken document enters and leaves as a Failure with a
 * Reason, a value. A dependency that does not answer throws an Outage, one that refuses for good a
 * Refused. The reasons are a closed list, so that metrics and docs stay bounded.
 */
package dev.freshet.common.failure;
