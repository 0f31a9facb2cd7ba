package dev.freshet.stores.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.Filter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.FixedBitSet;
import org.junit.jupiter.api.Test;

/**
 * One file of many passages, of a large tenant and a tiny one: sets in blocks and few passages
 * looked up by themselves say the same as looking at each.
 */
class LeafFilterTest {
  private static final int PASSAGES = 3000;
  private static final Instant NOW = Instant.EPOCH;
  private static final Tenant LARGE = new Tenant("large");
  private static final Tenant TINY = new Tenant("tiny");

  private final Random random = new Random(5);
  private final List<Row> rows = new ArrayList<>();

  /** A passage: whose, and who may read it. */
  private record Row(Tenant tenant, List<String> acl, String source) {
    boolean admitted(Admission to) {
      return tenant.equals(to.access().tenant())
          && (acl.isEmpty() || acl.stream().anyMatch(to.access().principals()::contains))
          && (to.sources().isEmpty() || to.sources().contains(source));
    }
  }

  private Row row(double tiny, double closed) {
    Tenant tenant = random.nextDouble() < tiny ? TINY : LARGE;
    List<String> acl =
        random.nextDouble() < closed ? List.of("user:" + random.nextInt(3)) : List.of();
    return new Row(tenant, acl, "s" + random.nextInt(2));
  }

  private static Document document(Row row, int number) {
    Document document = new Document();
    document.add(new StringField("number", Integer.toString(number), Field.Store.NO));
    document.add(new StringField(PassageFields.TENANT, row.tenant().name(), Field.Store.NO));
    document.add(new StringField(PassageFields.SOURCE, row.source(), Field.Store.NO));
    for (String reader : Facts.readers(row.acl())) {
      document.add(new StringField(PassageFields.ACL, reader, Field.Store.NO));
    }
    document.add(new KnnFloatVectorField(PassageFields.VECTOR, new float[] {1, 0}));
    return document;
  }

  private void check(double tiny, double closed) throws IOException {
    rows.clear();
    try (var directory = new ByteBuffersDirectory();
        var writer =
            new IndexWriter(directory, new IndexWriterConfig().setCodec(new PassageCodec()))) {
      for (int i = 0; i < PASSAGES; i++) {
        rows.add(row(tiny, closed));
        writer.addDocument(document(rows.get(i), i));
      }
      writer.forceMerge(1);
      for (int i = 0; i < PASSAGES; i += 7) {
        writer.deleteDocuments(new Term("number", Integer.toString(i)));
      }
      try (var reader = DirectoryReader.open(writer)) {
        for (Tenant tenant : List.of(LARGE, TINY, new Tenant("nobody"))) {
          for (Set<String> principals : List.of(Set.<String>of(), Set.of("user:1", "user:9"))) {
            for (Set<String> sources : List.of(Set.<String>of(), Set.of("s1"), Set.of("none"))) {
              Access access = new Access(tenant, principals);
              narrowed(reader, new Admission(access, Filter.EVERYTHING, sources, NOW));
            }
          }
        }
      }
    }
  }

  private void narrowed(DirectoryReader reader, Admission to) throws IOException {
    assertThat(reader.leaves()).hasSize(1);
    LeafReaderContext leaf = reader.leaves().getFirst();
    FixedBitSet passages = new FixedBitSet(PASSAGES);
    FixedBitSet expected = new FixedBitSet(PASSAGES);
    for (int i = 0; i < PASSAGES; i++) {
      if (i % 7 != 0) {
        passages.set(i);
        if (rows.get(i).admitted(to)) {
          expected.set(i);
        }
      }
    }
    new LeafFilter(new IndexSearcher(reader), leaf, passages).narrow(to);
    assertThat(passages).as(to.toString()).isEqualTo(expected);
  }

  @Test
  void aTinyTenant_amongALargeOne() throws IOException {
    check(.002, .3);
  }

  @Test
  void twoOfASize_manyClosed() throws IOException {
    check(.5, .9);
  }

  @Test
  void oneTenant_everybodyMayRead() throws IOException {
    check(0, 0);
  }

  @Test
  void oneTenant_oneClosedPassage() throws IOException {
    check(0, .0005);
  }
}
