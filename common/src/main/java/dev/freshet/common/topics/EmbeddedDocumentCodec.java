package dev.freshet.common.topics;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.freshet.common.document.Passage;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The value of the topic {@code embedded.<generation>}: Protobuf {@code
 * freshet.v1.EmbeddedDocument}.
 */
public final class EmbeddedDocumentCodec implements ValueCodec<EmbeddedDocument> {

  @Override
  public byte[] encode(EmbeddedDocument document) {
    var wire =
        dev.freshet.common.topics.wire.EmbeddedDocument.newBuilder()
            .setMetadata(MetadataWire.encode(document.metadata()))
            .addAllNotices(document.notices())
            .addAllSignals(SignalWire.encode(document.signals()));
    document.sketch().ifPresent(sketch -> wire.setSketch(SketchWire.encode(sketch)));
    document.passages().forEach(passage -> wire.addPassages(encode(passage)));
    return DeterministicBytes.of(wire.build());
  }

  @Override
  public EmbeddedDocument decode(byte[] bytes) {
    try {
      var wire = dev.freshet.common.topics.wire.EmbeddedDocument.parseFrom(bytes);
      return new EmbeddedDocument(
          MetadataWire.decode(wire.getMetadata()),
          wire.getPassagesList().stream().map(EmbeddedDocumentCodec::decode).toList(),
          wire.getNoticesList(),
          SignalWire.decode(wire.getSignalsList()),
          SketchWire.decode(wire.getSketch()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no embedded document", e);
    }
  }

  private static dev.freshet.common.topics.wire.EmbeddedPassage encode(EmbeddedPassage embedded) {
    Passage passage = embedded.passage();
    var wire =
        dev.freshet.common.topics.wire.EmbeddedPassage.newBuilder()
            .setIdentity(passage.identity())
            .setOrdinal(passage.ordinal())
            .addAllHeadingPath(passage.headingPath())
            .setText(passage.text())
            .setTokens(passage.tokens())
            .setVector(encode(embedded.vector()))
            .setReused(embedded.reused());
    passage.page().ifPresent(wire::setPage);
    return wire.build();
  }

  private static EmbeddedPassage decode(dev.freshet.common.topics.wire.EmbeddedPassage wire) {
    return new EmbeddedPassage(
        new Passage(
            wire.getIdentity(),
            wire.getOrdinal(),
            wire.getHeadingPathList(),
            wire.hasPage() ? Optional.of(wire.getPage()) : Optional.empty(),
            wire.getText(),
            wire.getTokens()),
        decode(wire.getVector()),
        wire.getReused());
  }

  private static ByteString encode(Vector vector) {
    ByteBuffer buffer =
        ByteBuffer.allocate(vector.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(vector.toArray());
    return ByteString.copyFrom(buffer);
  }

  private static Vector decode(ByteString bytes) {
    float[] values = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Vector.of(values);
  }
}
