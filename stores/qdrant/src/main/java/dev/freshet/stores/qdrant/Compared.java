package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.range;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Range;

/**
 * Conditions on whole numbers. Qdrant compares ranges as float64: offsets and milliseconds are
 * exact below 2^53.
 */
final class Compared {
  private Compared() {}

  static Condition atMost(String field, long bound) {
    return range(field, Range.newBuilder().setLte((double) bound).build());
  }

  static Condition below(String field, long bound) {
    return range(field, Range.newBuilder().setLt((double) bound).build());
  }

  static Condition above(String field, long bound) {
    return range(field, Range.newBuilder().setGt((double) bound).build());
  }

  static Condition exactly(String field, long value) {
    return range(field, Range.newBuilder().setGte((double) value).setLte((double) value).build());
  }
}
