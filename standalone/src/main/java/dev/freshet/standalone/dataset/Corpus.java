package dev.freshet.standalone.dataset;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.text.TextNormaliser;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.Outcome;
import dev.freshet.standalone.dataset.DatasetSettings.Source;
import dev.freshet.standalone.dataset.References.Reference;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the documents that stand and may be read: makes questions of them, and finds the passages
 * that queries were given. What comes of it lies on disk, by side and question.
 */
final class Corpus {
  private static final String UNTOLD = "";

  private final DatasetSettings settings;
  private final Heads heads;
  private final Map<Key, Version> withheld;
  private final References references;
  private final Words words;
  private final CorpusQuestions questions;
  private final Map<Side, Spool> spools;
  private final Tally tally;
  private final Instant now;
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
  private long documents;

  /**
   * @param heads read already
   * @param references read already
   * @param spools one for each side
   * @param now documents that expired by then are left out
   */
  Corpus(
      DatasetSettings settings,
      Heads heads,
      References references,
      Words words,
      Map<Side, Spool> spools,
      Tally tally,
      Instant now) {
    this.settings = settings;
    this.heads = heads;
    this.withheld = heads.withheld();
    this.references = references;
    this.words = words;
    this.questions = new CorpusQuestions(words, settings.seed());
    this.spools = new EnumMap<>(spools);
    this.tally = tally;
    this.now = now;
  }

  /** How many documents were read. */
  long documents() {
    return documents;
  }

  /** Takes what a record holds, if it is the version that stands. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (!FlowCodec.stands(record.headers())) {
      return;
    }
    Origin origin = FlowCodec.origin(record.headers()).orElse(null);
    if (origin == null || !heads.takes(origin)) {
      return;
    }
    try {
      if (codec.decode(record.value(), record.headers()).outcome()
          instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)) {
        take(origin, document);
      }
    } catch (IllegalArgumentException _) {
      // Somebody else wrote it to the topic, or another release: it is passed over.
      tally.drop(Drop.UNREADABLE);
    }
  }

  private void take(Origin origin, EmbeddedDocument document) {
    DocumentIdentity identity = origin.identity();
    Metadata metadata = document.metadata();
    if (metadata.expiredBy(now)) {
      tally.drop(Drop.EXPIRED);
      return;
    }
    Version ahead = withheld.get(Heads.key(identity));
    if (!settings.access().permits(identity, metadata.acl())
        || (ahead != null && ahead.supersedes(origin.version()))) {
      tally.drop(Drop.NOT_PERMITTED);
      return;
    }
    documents++;
    var about = new Fragment.About(metadata.title(), licence(metadata), metadata.sourceUri());
    List<Passage> passages = document.passages().stream().map(EmbeddedPassage::passage).toList();
    for (Reference reference : references.take(identity)) {
      if (!reference.version().equals(origin.version().position().token())
          || reference.ordinal() >= passages.size()) {
        tally.drop(Drop.SUPERSEDED);
      } else {
        referred(origin, about, passages.get(reference.ordinal()), reference);
      }
    }
    if (settings.from().contains(Source.CORPUS)) {
      for (var made : questions.of(metadata.title(), passages)) {
        spool(
            origin,
            about,
            Source.CORPUS,
            made.question(),
            1,
            made.ordinal(),
            made.text(),
            made.uncut(),
            made.spoken(),
            UNTOLD,
            UNTOLD,
            UNTOLD);
      }
    }
  }

  private void referred(Origin origin, Fragment.About about, Passage passage, Reference reference) {
    spool(
        origin,
        about,
        reference.source(),
        reference.question(),
        reference.vote(),
        reference.ordinal(),
        passage.text(),
        passage.text(),
        true,
        // As users wrote it: what is no character cannot be written.
        TextNormaliser.normaliseLines(reference.answer()),
        TextNormaliser.normalise(reference.time()),
        reference.who());
  }

  private void spool(
      Origin origin,
      Fragment.About about,
      Source source,
      String asked,
      int vote,
      int ordinal,
      String text,
      String uncut,
      boolean spoken,
      String answer,
      String time,
      String who) {
    String question = TextNormaliser.normalise(asked);
    String key = words.key(question);
    Piece piece =
        new Piece(origin.identity().key(), origin.version().position().token(), ordinal, text);
    Fragment fragment =
        new Fragment(source, key, question, vote, piece, uncut, about, spoken, answer, time, who);
    Side side = Side.of(origin.identity(), settings.seed(), settings.testShare());
    spools.get(side).add(Key.of(settings.seed() + "\n" + key).part(Spool.PARTS), fragment.line());
  }

  private String licence(Metadata metadata) {
    String named = metadata.meta().getOrDefault("licence", metadata.meta().get("license"));
    return named == null || named.isBlank() ? settings.licence() : named.strip();
  }

  /** Counts what queries were given and no document here has. */
  void settle() {
    heads.settle();
    tally.drop(Drop.GONE, references.left());
  }
}
