package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.PassageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Documents, positions and queries, short to write down in a test. */
public final class Samples {
  /** How many numbers the vectors of the suites have. */
  public static final int DIMENSION = 8;

  /** Who sees all that has no access list, of the default tenant. */
  public static final Access ANYONE = new Access(Tenant.DEFAULT, Set.of());

  /** When queries ask: before any sample has expired. */
  public static final Instant NOW = Instant.EPOCH.minusSeconds(60);

  private Samples() {}

  /** A document of the default tenant in {@code documents}. */
  public static DocumentIdentity document(String id) {
    return document("documents", Tenant.DEFAULT, id);
  }

  /** Any document. */
  public static DocumentIdentity document(String source, Tenant tenant, String id) {
    return new DocumentIdentity(source, tenant, new DocumentId(id));
  }

  /** The version published at this offset of {@code documents-0}. */
  public static Version version(long offset) {
    return new Version(new Position("documents", 0, offset), Instant.ofEpochMilli(1000 + offset));
  }

  /** An offset of the first input partition. */
  public static Position input(long offset) {
    return input(0, offset);
  }

  /** An offset of an input partition. */
  public static Position input(int partition, long offset) {
    return new Position("embedded.test", partition, offset);
  }

  /** Metadata with a title, an access list and fields, and nothing else. */
  public static Metadata metadata(String title, List<String> acl, Map<String, String> meta) {
    return new Metadata(
        title,
        "",
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        acl,
        meta,
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** A vector that is a function of the text. */
  public static Vector vector(String text) {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (text + i).hashCode() % 1000 / 1000f + (i == 0 ? .01f : 0);
    }
    return Vector.normalised(values);
  }

  /** A document of these texts, a passage each, without metadata. */
  public static EmbeddedDocument texts(String... texts) {
    return texts(Metadata.NONE, texts);
  }

  /** A document of these texts, a passage each. */
  public static EmbeddedDocument texts(Metadata metadata, String... texts) {
    List<EmbeddedPassage> passages = new ArrayList<>();
    IntStream.range(0, texts.length)
        .forEach(i -> passages.add(passage(i, texts[i], vector(texts[i]))));
    return new EmbeddedDocument(metadata, passages, List.of());
  }

  /** A passage. */
  public static EmbeddedPassage passage(int ordinal, String text, Vector vector) {
    return new EmbeddedPassage(
        new Passage("identity of " + text, ordinal, List.of("Heading"), Optional.empty(), text, 3),
        vector,
        false);
  }

  /** Everything the caller may see, in the dense list. */
  public static PassageQuery everything(Access access) {
    return dense(access, Filter.EVERYTHING, Set.of());
  }

  /** The dense list alone, as long as may be. */
  public static PassageQuery dense(Access access, Filter filter, Set<String> sources) {
    return new PassageQuery(
        Optional.of(vector("anything")), List.of(), 1000, access, filter, sources, NOW);
  }

  /** The sparse list alone. */
  public static PassageQuery sparse(int depth, String... terms) {
    return new PassageQuery(
        Optional.empty(), List.of(terms), depth, ANYONE, Filter.EVERYTHING, Set.of(), NOW);
  }
}
