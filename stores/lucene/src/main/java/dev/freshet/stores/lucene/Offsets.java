package dev.freshet.stores.lucene;

import dev.freshet.common.store.ReadPoint;
import java.util.HashMap;
import java.util.Map;

/**
 * Offsets by the code of their input partition.
 *
 * @param byCode the offsets; a partition that is missing has -1
 */
record Offsets(Map<Long, Long> byCode) {
  static Offsets of(ReadPoint at) {
    Map<Long, Long> byCode = new HashMap<>();
    at.offsets().forEach((log, offset) -> byCode.put(FilterTerms.code(log), offset));
    return new Offsets(byCode);
  }

  long get(long code) {
    return byCode.getOrDefault(code, -1L);
  }

  boolean covers(Offsets other) {
    return other.byCode.entrySet().stream().allMatch(e -> get(e.getKey()) >= e.getValue());
  }
}
