package dev.freshet.embedders.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnsafeByteOperations;
import dev.freshet.embedders.onnx.wire.Constant;
import dev.freshet.embedders.onnx.wire.Graph;
import dev.freshet.embedders.onnx.wire.Model;
import dev.freshet.embedders.onnx.wire.Node;
import dev.freshet.embedders.onnx.wire.Tensor;
import dev.freshet.embedders.onnx.wire.Type;
import dev.freshet.embedders.onnx.wire.Value;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes a BERT graph compute only the first token's row in its last layer, which is all that CLS
 * pooling reads: two {@code Slice} nodes, one before the last query product, one on the residual
 * beside it; keys and values still see every token. Measured: 8 to 10 % more tokens a second,
 * cosine against the unedited graph above .9999 (not bit-equal in int8, where the last
 * quantisation's range now covers one row).
 */
final class ClassRowEdit {
  /** Raised whenever the edited graph would differ. */
  static final String VERSION = "class-row-1";

  private static final String FIRST = "freshet_first";
  private static final String SECOND = "freshet_second";
  private static final int INT64 = 7;

  private ClassRowEdit() {}

  /**
   * @param model an ONNX file; not changed
   * @return the edited file; empty where the graph is not of the known form
   */
  static Optional<byte[]> apply(byte[] model) throws IOException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(model).newCodedInput();
    in.enableAliasing(true);
    Model parsed = Model.parseFrom(in, ExtensionRegistryLite.getEmptyRegistry());
    return LastAttention.find(parsed.getGraph())
        .map(
            found ->
                parsed.toBuilder().setGraph(edit(parsed.getGraph(), found)).build().toByteArray());
  }

  private static Graph edit(Graph graph, LastAttention found) {
    Node query = graph.getNode(found.queryProduct());
    Node residual = graph.getNode(found.residual());
    String queryInput = query.getInput(0);
    String residualInput = residual.getInput(found.residualInput());
    return graph.toBuilder()
        .clearValueInfo()
        .setNode(found.queryProduct(), query.toBuilder().setInput(0, "freshet_query_row").build())
        .setNode(
            found.residual(),
            residual.toBuilder().setInput(found.residualInput(), "freshet_residual_row").build())
        .addNode(firstRow(queryInput, "freshet_query_row"))
        .addNode(firstRow(residualInput, "freshet_residual_row"))
        .addInitializer(constant(FIRST, 0))
        .addInitializer(constant(SECOND, 1))
        .setOutput(0, withoutShape(graph.getOutput(0)))
        .build();
  }

  /** {@code Slice(data, starts [0], ends [1], axes [1])}: of [1, tokens, width] the first row. */
  private static Node firstRow(String input, String output) {
    return Node.newBuilder()
        .setOpType("Slice")
        .setName(output)
        .addInput(input)
        .addInput(FIRST)
        .addInput(SECOND)
        .addInput(SECOND)
        .addOutput(output)
        .build();
  }

  private static ByteString constant(String name, long value) {
    return Constant.newBuilder()
        .setName(name)
        .setDataType(INT64)
        .addDims(1)
        .addInt64Data(value)
        .build()
        .toByteString();
  }

  private static Value withoutShape(Value output) {
    Tensor tensor = output.getType().getTensorType().toBuilder().clearShape().build();
    Type type = output.getType().toBuilder().setTensorType(tensor).build();
    return output.toBuilder().setType(type).build();
  }
}
