package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The catalogue in one folder: a small index of its own, an entry a document. Text is searched in
 * the id, and in the first 1,000 characters of title and filename. An applying thread must not be
 * interrupted: Java closes the file it is writing, and the index with it.
 */
public final class LuceneCatalogue implements Catalogue {
  private static final int MAX_PAGE = 200;

  /** One id may stand in that many sources. */
  private static final int MAX_SOURCES = 1000;

  private static final int RAM_BUFFER_MIB = 16;

  private static final Sort LATEST_FIRST =
      new Sort(
          new SortField(EntryDocuments.TOLD, SortField.Type.LONG, true),
          new SortField(EntryDocuments.ORDER, SortField.Type.STRING_VAL));

  private final LuceneIndex index;
  private final Unrefreshed<CatalogueEntry> fresh;
  private volatile int era;
  private final EntryDocuments documents = new EntryDocuments();

  private LuceneCatalogue(LuceneIndex index, Unrefreshed<CatalogueEntry> fresh) {
    this.index = index;
    this.fresh = fresh;
  }

  /**
   * Opens the catalogue, making it where there is none.
   *
   * @param directory its folder, used by nothing else
   * @throws IllegalStateException when another process holds the folder
   * @throws dev.freshet.common.failure.Outage when the disk does not do it now
   */
  public static LuceneCatalogue open(Path directory) {
    return open(directory, FSDirectory::open);
  }

  static LuceneCatalogue open(Path directory, IndexOpening.Files files) {
    Unrefreshed<CatalogueEntry> fresh = new Unrefreshed<>();
    IndexOpening opening =
        new IndexOpening(directory, files, LuceneCatalogue::config, Map.of(), _ -> {});
    return new LuceneCatalogue(LuceneIndex.open(opening, fresh), fresh);
  }

  private static IndexWriterConfig config() {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setRAMBufferSizeMB(RAM_BUFFER_MIB);
    config.setMaxFullFlushMergeWaitMillis(0);
    return config;
  }

  @Override
  public void apply(IndexEvent event, Position at) {
    DocumentIdentity identity = event.origin().identity();
    CatalogueEntry before = find(identity).orElseGet(() -> CatalogueEntry.of(identity));
    CatalogueEntry after = before.after(event);
    if (!after.equals(before)) {
      index.run(
          () ->
              index.writer().updateDocument(EntryDocuments.key(identity), documents.write(after)));
      fresh.put(identity.key(), after);
    }
    index.note(at);
    if (fresh.size() >= LuceneIndex.MAX_UNREFRESHED) {
      refresh();
    }
  }

  @Override
  public void refresh() {
    index.refresh();
  }

  @Override
  public boolean recover() {
    int before = era;
    era = index.recover();
    return era != before;
  }

  @Override
  public ReadPoint durable() {
    return index.durable();
  }

  @Override
  public void commit() {
    index.commit();
  }

  @Override
  public Optional<CatalogueEntry> find(DocumentIdentity identity) {
    Optional<CatalogueEntry> recent = fresh.get(identity.key());
    return recent.isPresent()
        ? recent
        : index.read(
            searcher ->
                entries(searcher, searcher.search(new TermQuery(EntryDocuments.key(identity)), 1))
                    .stream()
                    .findFirst());
  }

  @Override
  public List<CatalogueEntry> find(Access access, String id) {
    Query query = EntryQueries.ofId(asTold(access), id);
    return index.read(
        searcher -> entries(searcher, searcher.search(query, MAX_SOURCES, LATEST_FIRST)));
  }

  /**
   * The same caller without what was told to be none of its business since the last refresh: the
   * reader still shows that as it was. To be asked for before the reader is.
   */
  private Access asTold(Access access) {
    Set<DocumentIdentity> narrowed =
        fresh
            .values()
            .filter(entry -> entry.identity().tenant().equals(access.tenant()))
            .filter(entry -> !entry.visibleTo(access))
            .map(CatalogueEntry::identity)
            .collect(Collectors.toCollection(HashSet::new));
    narrowed.addAll(access.withheld());
    return access.withholding(narrowed);
  }

  @Override
  public Page list(Access access, Selection wanted, Optional<String> cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit is " + limit + ": give 1 to " + MAX_PAGE);
    }
    Optional<Cursor> after = cursor.map(Cursor::parse);
    Query query = EntryQueries.listed(asTold(access), wanted);
    return index.read(searcher -> page(searcher, query, after, limit));
  }

  /** Takes one more than asked for, to see whether there is a page after this one. */
  private Page page(IndexSearcher searcher, Query query, Optional<Cursor> after, int limit)
      throws IOException {
    int last = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
    FieldDoc from =
        after
            .map(c -> new FieldDoc(last, 0, new Object[] {c.told(), new BytesRef(c.key())}))
            .orElse(null);
    TopDocs found = searcher.searchAfter(from, query, limit + 1, LATEST_FIRST);
    List<CatalogueEntry> entries = entries(searcher, found);
    if (entries.size() <= limit) {
      return new Page(entries, Optional.empty());
    }
    CatalogueEntry end = entries.get(limit - 1);
    Cursor next = new Cursor(end.toldMicros(), end.identity().key());
    return new Page(entries.subList(0, limit), Optional.of(next.token()));
  }

  private List<CatalogueEntry> entries(IndexSearcher searcher, TopDocs found) throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>(found.scoreDocs.length);
    for (ScoreDoc hit : found.scoreDocs) {
      Document stored = searcher.storedFields().document(hit.doc);
      entries.add(documents.read(stored));
    }
    return entries;
  }

  @Override
  public Map<DocumentState, Long> counts(Access access) {
    Access now = asTold(access);
    return index.read(
        searcher -> {
          Map<DocumentState, Long> counts = new EnumMap<>(DocumentState.class);
          for (DocumentState state : DocumentState.values()) {
            if (state != DocumentState.SUPERSEDED) {
              counts.put(state, (long) searcher.count(EntryQueries.inState(now, state)));
            }
          }
          return counts;
        });
  }

  @Override
  public void close() {
    index.close();
  }
}
