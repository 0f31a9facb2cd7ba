package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.SparseText;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Passages as Lucene documents, and back. */
final class PassageDocuments {
  private static final Vector NONE = Vector.of();

  private final TextAnalysis analysis = new TextAnalysis();
  private final EmbeddedDocumentCodec codec = new EmbeddedDocumentCodec();

  Document write(
      DocumentIdentity identity,
      Version version,
      Metadata metadata,
      EmbeddedPassage embedded,
      Position input) {
    Passage passage = embedded.passage();
    Document doc = new Document();
    doc.add(new StringField(PassageFields.LIFE, life(identity, input), Field.Store.NO));
    doc.add(new StringField(PassageFields.DOCUMENT, identity.key(), Field.Store.NO));
    doc.add(new NumericDocValuesField(PassageFields.SINCE, input.offset()));
    doc.add(new NumericDocValuesField(PassageFields.SINCE_IN, FilterTerms.code(input.log())));
    PassageKey key = PassageKey.of(identity, version, passage.ordinal());
    doc.add(new BinaryDocValuesField(PassageFields.KEY, new BytesRef(key.value())));
    doc.add(
        new KnnFloatVectorField(
            PassageFields.VECTOR,
            embedded.vector().toArray(),
            VectorSimilarityFunction.DOT_PRODUCT));
    doc.add(text(analysis.terms(SparseText.of(metadata, passage))));
    addAccess(doc, identity, metadata);
    addFacts(doc, identity, metadata);
    addStored(doc, identity, version, content(metadata, embedded));
    return doc;
  }

  /**
   * For documents without text: where each has a text, if an empty one, length norms are dense, and
   * merging reads them in half the time.
   */
  static Field noText() {
    return text(List.of());
  }

  private static Field text(List<TextAnalysis.Term> terms) {
    return new Field(PassageFields.TEXT, new TermsTokenStream(terms), TextField.TYPE_NOT_STORED);
  }

  static String life(DocumentIdentity identity, Position input) {
    return life(identity, FilterTerms.code(input.log()), input.offset());
  }

  static String life(DocumentIdentity identity, long partitionCode, long since) {
    return identity.key() + "@" + Long.toHexString(partitionCode) + "@" + since;
  }

  private static void addAccess(Document doc, DocumentIdentity identity, Metadata metadata) {
    doc.add(new StringField(PassageFields.TENANT, identity.tenant().name(), Field.Store.NO));
    doc.add(new StringField(PassageFields.SOURCE, identity.source(), Field.Store.NO));
    accessTerms(metadata.acl())
        .forEach(term -> doc.add(new StringField(PassageFields.ACL, term, Field.Store.NO)));
  }

  static List<BytesRef> accessTerms(List<String> acl) {
    return Facts.readers(acl).stream().map(BytesRef::new).toList();
  }

  private static void addFacts(Document doc, DocumentIdentity identity, Metadata metadata) {
    for (String fact : Facts.of(identity, metadata)) {
      doc.add(new StringField(PassageFields.FACTS, fact, Field.Store.NO));
    }
    Facts.times(metadata).forEach((field, millis) -> addNumber(doc, field, millis));
    Facts.numbers(metadata)
        .forEach((field, number) -> addNumber(doc, field, FilterTerms.sortable(number)));
  }

  private static void addNumber(Document doc, String field, long value) {
    doc.add(new LongPoint(PassageFields.RANGES, FilterTerms.code(field), value));
  }

  private static void addStored(
      Document doc, DocumentIdentity identity, Version version, byte[] content) {
    doc.add(new StoredField(PassageFields.IDENTITY, identity.key()));
    doc.add(new StoredField(PassageFields.VERSION, version.position().token()));
    doc.add(new StoredField(PassageFields.PUBLISHED, version.publishedAt().toEpochMilli()));
    doc.add(new StoredField(PassageFields.CONTENT, content));
  }

  /** Makes a head one that {@link Expiries} finds once its time is over. */
  void addExpiry(Document head, DocumentIdentity identity, Metadata metadata, Position input) {
    if (metadata.expiresAt().isEmpty()) {
      return;
    }
    long at = metadata.expiresAt().get().toEpochMilli();
    head.add(new LongPoint(PassageFields.EXPIRES, FilterTerms.code(input.log()), at));
    head.add(new NumericDocValuesField(PassageFields.EXPIRES_AT, at));
    head.add(new StoredField(PassageFields.IDENTITY, identity.key()));
    EmbeddedDocument bare = new EmbeddedDocument(metadata, List.of(), List.of());
    head.add(new StoredField(PassageFields.CONTENT, codec.encode(bare)));
  }

  private byte[] content(Metadata metadata, EmbeddedPassage embedded) {
    EmbeddedPassage bare = new EmbeddedPassage(embedded.passage(), NONE, embedded.reused());
    return codec.encode(new EmbeddedDocument(metadata, List.of(bare), List.of()));
  }

  FoundPassage read(PassageKey key, long since, Document stored) {
    EmbeddedDocument document = content(stored);
    return new FoundPassage(
        key,
        DocumentIdentity.parse(stored.get(PassageFields.IDENTITY)),
        version(stored),
        document.metadata(),
        document.passages().getFirst().passage(),
        since);
  }

  /** What the stored content says: metadata, and of a passage the passage without its vector. */
  EmbeddedDocument content(Document stored) {
    BytesRef content = stored.getBinaryValue(PassageFields.CONTENT);
    return codec.decode(
        Arrays.copyOfRange(content.bytes, content.offset, content.offset + content.length));
  }

  static Version version(Document stored) {
    return new Version(
        Position.parse(stored.get(PassageFields.VERSION)),
        Instant.ofEpochMilli(stored.getField(PassageFields.PUBLISHED).numericValue().longValue()));
  }
}
