package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.text.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link Filter}s ask of a document, as short terms and numbers, for stores that compare
 * terms: the same in each. A term longer than 512 characters is stood for by its SHA-256.
 */
public final class Facts {
  /** The access list that holds nobody lets everybody in. */
  public static final String EVERYONE = "*";

  private static final int LONGEST = 512;

  private Facts() {}

  /** The term of a text field that has this value. */
  public static String equal(String field, String value) {
    return term(beginning(field), value);
  }

  /** What the terms of a text field's values begin with, and no others do; then comes the value. */
  public static String beginning(String field) {
    return "=" + field.length() + ":" + field;
  }

  /** The term of a field that the document has. */
  public static String exists(String field) {
    return term("?", field);
  }

  /** The term of a principal that may read it. */
  public static String principal(String name) {
    return term("p", name);
  }

  private static String term(String prefix, String value) {
    String whole = prefix + value;
    return whole.length() <= LONGEST ? whole : "#" + Sha256.hex(whole);
  }

  /** The terms of an access list. */
  public static List<String> readers(List<String> acl) {
    return acl.isEmpty() ? List.of(EVERYONE) : acl.stream().map(Facts::principal).toList();
  }

  /** The terms that let a caller in where one of them is among a document's readers. */
  public static List<String> admitting(Access access) {
    return Stream.concat(
            Stream.of(EVERYONE), access.principals().stream().sorted().map(Facts::principal))
        .toList();
  }

  /** Every text field's value and every field that is there at all. */
  public static List<String> of(DocumentIdentity identity, Metadata metadata) {
    List<String> facts = new ArrayList<>();
    texts(identity, metadata)
        .forEach(
            (field, value) -> {
              facts.add(equal(field, value));
              facts.add(exists(field));
            });
    times(metadata).keySet().forEach(field -> facts.add(exists(field)));
    return facts;
  }

  private static Map<String, String> texts(DocumentIdentity identity, Metadata metadata) {
    Map<String, String> texts = new TreeMap<>();
    Stream.concat(
            Filter.TEXT_FIELDS.stream(),
            metadata.meta().keySet().stream()
                .filter(name -> !name.isEmpty())
                .map(name -> "meta." + name))
        .forEach(
            field ->
                Filter.text(field, identity, metadata).ifPresent(value -> texts.put(field, value)));
    return texts;
  }

  /** The time fields that are there, in milliseconds. */
  public static Map<String, Long> times(Metadata metadata) {
    Map<String, Long> times = new TreeMap<>();
    for (String field : Filter.TIME_FIELDS) {
      Filter.time(field, metadata).ifPresent(time -> times.put(field, time.toEpochMilli()));
    }
    return times;
  }

  /** The publisher's fields that hold a number. */
  public static Map<String, Double> numbers(Metadata metadata) {
    return metadata.meta().entrySet().stream()
        .filter(e -> !e.getKey().isEmpty())
        .flatMap(
            e -> Filter.number(e.getValue()).map(n -> Map.entry("meta." + e.getKey(), n)).stream())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }

  /**
   * The first whole millisecond that is not before a time: documents' times are whole milliseconds.
   */
  public static long firstMilliFrom(Instant time) {
    try {
      long millis = time.toEpochMilli();
      return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
    } catch (ArithmeticException _) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
