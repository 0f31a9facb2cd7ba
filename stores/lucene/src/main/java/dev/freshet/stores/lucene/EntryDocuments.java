package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.topics.IndexEventCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** Catalogue entries as Lucene documents, and back. */
final class EntryDocuments {
  /** Term: the document's identity. */
  static final String KEY = "key";

  /** Term: the publisher's id. */
  static final String ID = "id";

  /** Term: the state. */
  static final String STATE = "state";

  /** Term: the tenant. */
  static final String TENANT = "tenant";

  /** Terms: who may read the standing version. */
  static final String STANDING_ACL = "standing.acl";

  /** Terms: who may read the pending version. */
  static final String PENDING_ACL = "pending.acl";

  /** Term: id, title and filename in lower case, a line each. */
  static final String NAMES = "names";

  /** Terms: what the standing version was flagged for. */
  static final String SIGNAL = "signal";

  /** Terms: the bands of the standing version's sketch. */
  static final String BAND = "band";

  /** Binary: the standing version's sketch, as written. */
  static final String SKETCH = "sketch";

  /** Numeric: when the standing version was published, in milliseconds; where it has a sketch. */
  static final String PUBLISHED = "published";

  /** Binary: the identity again, to order by. */
  static final String ORDER = "order";

  /** Numeric: when it was told last, in microseconds. */
  static final String TOLD = "told";

  /** Title and filename are looked through this far. */
  static final int MAX_NAME = 1000;

  private static final String STANDING = "standing";
  private static final String PENDING = "pending";

  private final IndexEventCodec codec = new IndexEventCodec();

  static Term key(DocumentIdentity identity) {
    return new Term(KEY, identity.key());
  }

  Document write(CatalogueEntry entry) {
    Document doc = new Document();
    DocumentIdentity identity = entry.identity();
    doc.add(new StringField(KEY, identity.key(), Field.Store.YES));
    doc.add(new BinaryDocValuesField(ORDER, new BytesRef(identity.key())));
    doc.add(new StringField(ID, identity.id().value(), Field.Store.NO));
    doc.add(new StringField(TENANT, identity.tenant().name(), Field.Store.NO));
    doc.add(new StringField(STATE, entry.state().label(), Field.Store.NO));
    doc.add(new StringField(NAMES, names(entry), Field.Store.NO));
    entry.flagged().forEach(kind -> doc.add(new StringField(SIGNAL, kind.label(), Field.Store.NO)));
    doc.add(new NumericDocValuesField(TOLD, entry.toldMicros()));
    entry.standing().ifPresent(event -> addSketch(doc, event));
    add(doc, entry.standing(), STANDING, STANDING_ACL);
    add(doc, entry.pending(), PENDING, PENDING_ACL);
    return doc;
  }

  private static void addSketch(Document doc, IndexEvent event) {
    Origin origin = event.origin();
    event
        .sketch()
        .ifPresent(
            sketch -> {
              SketchBands.of(origin.identity().tenant(), sketch)
                  .forEach(band -> doc.add(new StringField(BAND, band, Field.Store.NO)));
              doc.add(new BinaryDocValuesField(SKETCH, new BytesRef(sketch.written())));
              long published = origin.version().publishedAt().toEpochMilli();
              doc.add(new NumericDocValuesField(PUBLISHED, published));
            });
  }

  private void add(Document doc, Optional<IndexEvent> event, String field, String aclField) {
    List<String> acl = event.map(e -> e.metadata().acl()).orElse(List.of());
    PassageDocuments.accessTerms(acl)
        .forEach(term -> doc.add(new StringField(aclField, term, Field.Store.NO)));
    event.ifPresent(e -> doc.add(new StoredField(field, codec.encode(e))));
  }

  private static String names(CatalogueEntry entry) {
    String id = entry.identity().id().value();
    return lower(id + "\n" + name(entry, Metadata::title) + "\n" + name(entry, Metadata::filename));
  }

  private static String name(CatalogueEntry entry, Function<Metadata, String> field) {
    String latest = field.apply(entry.latest().metadata());
    String name =
        latest.isEmpty() ? entry.standing().map(e -> field.apply(e.metadata())).orElse("") : latest;
    return name.substring(0, Math.min(MAX_NAME, name.length()));
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  CatalogueEntry read(Document stored) {
    return new CatalogueEntry(
        DocumentIdentity.parse(stored.get(KEY)), event(stored, STANDING), event(stored, PENDING));
  }

  private Optional<IndexEvent> event(Document stored, String field) {
    return Optional.ofNullable(stored.getBinaryValue(field))
        .map(b -> codec.decode(Arrays.copyOfRange(b.bytes, b.offset, b.offset + b.length)));
  }
}
