package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a passage's document must be like. The meaning stands here, in {@link #matches}; every store
 * is held against it.
 *
 * <p>Text fields: {@code id}, {@code source}, {@code title}, {@code filename}, {@code contentType},
 * {@code sourceUri}, {@code author}, {@code meta.<name>}. Time fields: {@code publishedAt}, {@code
 * expiresAt}, {@code createdAt}, {@code modifiedAt}. A field that a document lacks equals nothing
 * and is in no range. Text is compared as it is, byte for byte.
 */
public sealed interface Filter {

  /** The one filter that everything passes. */
  Filter EVERYTHING = new All(List.of());

  /** The fields that hold text, besides {@code meta.<name>}. */
  Set<String> TEXT_FIELDS =
      Set.of("id", "source", "title", "filename", "contentType", "sourceUri", "author");

  /** The fields that hold a time. */
  Set<String> TIME_FIELDS = Set.of("publishedAt", "expiresAt", "createdAt", "modifiedAt");

  /** Whether the filter lets a document through. */
  boolean matches(DocumentIdentity identity, Metadata metadata);

  /** Every one of these holds; of none: always. */
  record All(List<Filter> filters) implements Filter {
    /** Copies the list. */
    public All {
      filters = List.copyOf(filters);
    }

    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      return filters.stream().allMatch(f -> f.matches(identity, metadata));
    }
  }

  /** At least one of these holds; of none: never. */
  record Any(List<Filter> filters) implements Filter {
    /** Copies the list. */
    public Any {
      filters = List.copyOf(filters);
    }

    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      return filters.stream().anyMatch(f -> f.matches(identity, metadata));
    }
  }

  /** This does not hold. */
  record Not(Filter filter) implements Filter {
    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      return !filter.matches(identity, metadata);
    }
  }

  /** The text field has one of these values. {@code eq} is this with one value. */
  record In(String field, List<String> values) implements Filter {
    /**
     * @throws IllegalArgumentException when there is no such text field
     */
    public In {
      requireTextField(field);
      values = List.copyOf(values);
    }

    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      return text(field, identity, metadata).filter(values::contains).isPresent();
    }
  }

  /** The document has the field at all. */
  record Exists(String field) implements Filter {
    /**
     * @throws IllegalArgumentException when there is no such field
     */
    public Exists {
      if (!TIME_FIELDS.contains(field)) {
        requireTextField(field);
      }
    }

    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      return TIME_FIELDS.contains(field)
          ? time(field, metadata).isPresent()
          : text(field, identity, metadata).isPresent();
    }
  }

  /**
   * The time lies in {@code [from, to)}.
   *
   * @param from from this time on; empty: from ever
   * @param to before this time; empty: for ever
   */
  record TimeRange(String field, Optional<Instant> from, Optional<Instant> to) implements Filter {
    /**
     * @throws IllegalArgumentException when there is no such time field
     */
    public TimeRange {
      if (!TIME_FIELDS.contains(field)) {
        throw new IllegalArgumentException(
            "field \""
                + field
                + "\" holds no time: use one of "
                + TIME_FIELDS.stream().sorted().toList());
      }
    }

    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      Optional<Instant> time = time(field, metadata);
      return time.isPresent()
          && from.map(f -> !time.get().isBefore(f)).orElse(true)
          && to.map(t -> time.get().isBefore(t)).orElse(true);
    }
  }

  /**
   * The field {@code meta.<name>} is a decimal number in {@code [from, to]}; a value that is no
   * number is in no range. Compared as float64.
   *
   * @param from at least; negative infinity: no bound
   * @param to at most; positive infinity: no bound
   */
  record NumberRange(String field, double from, double to) implements Filter {
    /**
     * @throws IllegalArgumentException when the field is none of the publisher's
     */
    public NumberRange {
      if (!field.startsWith("meta.") || field.length() == 5) {
        throw new IllegalArgumentException(
            "field \"" + field + "\" holds no number: use meta.<name>");
      }
    }

    @Override
    public boolean matches(DocumentIdentity identity, Metadata metadata) {
      return text(field, identity, metadata)
          .flatMap(Filter::number)
          .filter(n -> n >= from && n <= to)
          .isPresent();
    }
  }

  /** The number that a value of a publisher's field stands for. */
  static Optional<Double> number(String value) {
    try {
      return Optional.of(new BigDecimal(value.strip()).doubleValue());
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** The value of a text field; empty where the document lacks it. */
  static Optional<String> text(String field, DocumentIdentity identity, Metadata metadata) {
    String value =
        switch (field) {
          case "id" -> identity.id().value();
          case "source" -> identity.source();
          case "title" -> metadata.title();
          case "filename" -> metadata.filename();
          case "contentType" -> metadata.contentType();
          case "sourceUri" -> metadata.sourceUri();
          case "author" -> metadata.author();
          default -> metadata.meta().getOrDefault(field.substring("meta.".length()), "");
        };
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** The value of a time field. */
  static Optional<Instant> time(String field, Metadata metadata) {
    return switch (field) {
      case "publishedAt" -> metadata.publishedAt();
      case "expiresAt" -> metadata.expiresAt();
      case "createdAt" -> metadata.createdAt();
      case "modifiedAt" -> metadata.modifiedAt();
      default -> throw new IllegalArgumentException("field \"" + field + "\" holds no time");
    };
  }

  private static void requireTextField(String field) {
    if (!TEXT_FIELDS.contains(field) && !(field.startsWith("meta.") && field.length() > 5)) {
      throw new IllegalArgumentException(
          "field \""
              + field
              + "\" is unknown: use meta.<name>, one of "
              + TEXT_FIELDS.stream().sorted().toList()
              + ", or for times one of "
              + TIME_FIELDS.stream().sorted().toList());
    }
  }
}
