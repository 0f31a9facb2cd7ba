package dev.freshet.stores.lucene;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;

/**
 * Which passages of one file are of the same document; it never changes. A document's passages may
 * lie in several files, so documents are named by a number that is the same in each: 64 bits of a
 * hash (Murmur 3) of the identity. Two documents out of a million share one with a likelihood of
 * less than one in ten million.
 */
final class LeafDocuments {
  private final long[] documents;

  private LeafDocuments(long[] documents) {
    this.documents = documents;
  }

  static LeafDocuments read(LeafReader leaf) throws IOException {
    long[] documents = new long[leaf.maxDoc()];
    Terms terms = leaf.terms(PassageFields.DOCUMENT);
    if (terms != null) {
      TermsEnum each = terms.iterator();
      PostingsEnum postings = null;
      while (each.next() != null) {
        long[] hash = StringHelper.murmurhash3_x64_128(each.term());
        postings = each.postings(postings, PostingsEnum.NONE);
        for (int doc = postings.nextDoc();
            doc != DocIdSetIterator.NO_MORE_DOCS;
            doc = postings.nextDoc()) {
          documents[doc] = hash[0];
        }
      }
    }
    return new LeafDocuments(documents);
  }

  /**
   * One passage of each document.
   *
   * @param passages any; not changed
   * @param counted documents of which there was one before; those met here are added
   */
  FixedBitSet firsts(FixedBitSet passages, SeenDocuments counted) {
    FixedBitSet firsts = new FixedBitSet(documents.length);
    long last = 0;
    boolean any = false;
    for (int doc = passages.nextSetBit(0);
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc =
            doc + 1 < documents.length
                ? passages.nextSetBit(doc + 1)
                : DocIdSetIterator.NO_MORE_DOCS) {
      // Passages of one document mostly stand side by side.
      if ((!any || documents[doc] != last) && counted.add(documents[doc])) {
        firsts.set(doc);
      }
      last = documents[doc];
      any = true;
    }
    return firsts;
  }
}
