package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.NearDuplicate;
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
    return open(directory, folder -> RecentFiles.open(folder, RAM_BUFFER_MIB));
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
  public void commit(String checkpoint) {
    index.commit(checkpoint);
  }

  @Override
  public String checkpoint() {
    return index.checkpoint();
  }

  @Override
  public Optional<CatalogueEntry> find(DocumentIdentity identity) {
    Optional<CatalogueEntry> recent = fresh.get(identity.key());
    return recent.isPresent()
        ? recent
        : index.read(
            searcher ->
                entries(
                        searcher,
                        searcher.search(new TermQuery(EntryDocuments.key(identity)), 1).scoreDocs)
                    .stream()
                    .findFirst());
  }

  @Override
  public List<CatalogueEntry> find(Access access, String id) {
    Query query = EntryQueries.ofId(asTold(access), id);
    return index.read(
        searcher -> entries(searcher, searcher.search(query, MAX_SOURCES, LATEST_FIRST).scoreDocs));
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
    checkLimit(limit);
    Optional<Cursor> after = cursor.map(Cursor::parse);
    Access now = asTold(access);
    Query query = EntryQueries.listed(now, wanted);
    return index.read(
        searcher ->
            wanted.copies().isEmpty()
                ? page(searcher, query, after, limit)
                : copies(
                    searcher, query, near(searcher, now, wanted.copies().get()), after, limit));
  }

  private static SketchSearch near(IndexSearcher searcher, Access access, double similarity) {
    Query visible = EntryQueries.visible(access).build();
    return new SketchSearch(searcher, access.tenant(), visible, similarity);
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit is " + limit + ": give 1 to " + MAX_PAGE);
    }
  }

  /** Takes one more than asked for, to see whether there is a page after this one. */
  private Page page(IndexSearcher searcher, Query query, Optional<Cursor> after, int limit)
      throws IOException {
    TopDocs found = searcher.searchAfter(from(searcher, after), query, limit + 1, LATEST_FIRST);
    List<CatalogueEntry> entries = entries(searcher, found.scoreDocs);
    if (entries.size() <= limit) {
      return new Page(entries, Optional.empty());
    }
    CatalogueEntry end = entries.get(limit - 1);
    Cursor next = new Cursor(end.toldMicros(), end.identity().key());
    return new Page(entries.subList(0, limit), Optional.of(next.token()));
  }

  private static FieldDoc from(IndexSearcher searcher, Optional<Cursor> after) {
    int last = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
    return after
        .map(c -> new FieldDoc(last, 0, new Object[] {c.told(), new BytesRef(c.key())}))
        .orElse(null);
  }

  /** Of those with a sketch each is looked at, in the order of the list, as far as a page goes. */
  private Page copies(
      IndexSearcher searcher, Query query, SketchSearch near, Optional<Cursor> after, int limit)
      throws IOException {
    Query sketched = EntryQueries.sketched(query);
    ScoreDoc[] listed =
        searcher.searchAfter(from(searcher, after), sketched, MAX_LOOKED + 1, LATEST_FIRST)
            .scoreDocs;
    SketchSearch.Copies copies = near.copies(listed, limit);
    Optional<String> next =
        copies.looked() < listed.length
            ? Optional.of(cursor((FieldDoc) listed[copies.looked() - 1]))
            : Optional.empty();
    return new Page(entries(searcher, copies.found()), next);
  }

  private static String cursor(FieldDoc at) {
    return new Cursor((Long) at.fields[0], ((BytesRef) at.fields[1]).utf8ToString()).token();
  }

  @Override
  public List<NearDuplicate> nearDuplicates(
      Access access, CatalogueEntry document, double similarity, int limit) {
    checkLimit(limit);
    if (document.sketch().isEmpty()) {
      return List.of();
    }
    Access now = asTold(access);
    Set<DocumentIdentity> others = new HashSet<>(now.withheld());
    others.add(document.identity());
    return index
        .read(
            searcher -> {
              SketchSearch near = near(searcher, now.withholding(others), similarity);
              return entries(searcher, near.latest(document.sketch().get(), limit));
            })
        .stream()
        // What was told since the reader's refresh may have ended it.
        .map(entry -> fresh.get(entry.identity().key()).orElse(entry))
        .filter(entry -> entry.visibleTo(access))
        .flatMap(entry -> NearDuplicate.of(document, entry, similarity).stream())
        .toList();
  }

  private List<CatalogueEntry> entries(IndexSearcher searcher, ScoreDoc[] found)
      throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>(found.length);
    for (ScoreDoc hit : found) {
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
