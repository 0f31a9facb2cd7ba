/**
 * What stands on the topics: names, headers, keys and values. Records enter as bytes and leave as
 * values, and back, equal values as equal bytes. A publisher's bad header is a Failure, a value;
 * bytes that are none of ours are an IllegalArgumentException. Headers are bounded at 8 KiB each
 * and 64 fields of the publisher's own.
 */
package dev.freshet.common.topics;
