package dev.freshet.embedders.onnx;

import dev.freshet.embedders.onnx.wire.Graph;
import dev.freshet.embedders.onnx.wire.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Where the last attention layer of a BERT graph takes its input, found by pattern and not by name.
 *
 * @param queryProduct index of the node that multiplies the query's weights
 * @param residual index of the {@code Add} that adds the layer's input to attention's output
 * @param residualInput which of its inputs is the layer's input
 */
record LastAttention(int queryProduct, int residual, int residualInput) {
  private static final Set<String> PRODUCTS = Set.of("MatMulInteger", "MatMul");
  private static final Set<String> BETWEEN_PRODUCTS =
      Set.of("Transpose", "Reshape", "Add", "Mul", "Cast", "Div");

  /** Empty where the graph is of another form. */
  static Optional<LastAttention> find(Graph graph) {
    return new Search(graph).find();
  }

  /** One walk through a graph. */
  private static final class Search {
    private final Graph graph;
    private final Map<String, Integer> producers = new HashMap<>();

    Search(Graph graph) {
      this.graph = graph;
      for (int i = 0; i < graph.getNodeCount(); i++) {
        for (String output : graph.getNode(i).getOutputList()) {
          producers.put(output, i);
        }
      }
    }

    Optional<LastAttention> find() {
      int softmax = lastSoftmax();
      if (softmax < 0) {
        return Optional.empty();
      }
      // Softmax(query × keys): the product of two computed values; its first is the query.
      int scores = productBehind(graph.getNode(softmax).getInput(0));
      int query = scores < 0 ? -1 : productBehind(graph.getNode(scores).getInput(0));
      return query < 0 ? Optional.empty() : withResidual(query);
    }

    private int lastSoftmax() {
      for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
        if (graph.getNode(i).getOpType().equals("Softmax")) {
          return i;
        }
      }
      return -1;
    }

    /** The nearest product that feeds the value through nothing but shape and scale; else -1. */
    private int productBehind(String value) {
      Queue<String> open = new ArrayDeque<>(List.of(value));
      while (!open.isEmpty()) {
        Integer index = producers.get(open.poll());
        if (index != null) {
          Node node = graph.getNode(index);
          if (PRODUCTS.contains(node.getOpType())) {
            return index;
          }
          if (BETWEEN_PRODUCTS.contains(node.getOpType())) {
            open.addAll(node.getInputList());
          }
        }
      }
      return -1;
    }

    /** The layer's input is read by the three products and added once more: the residual. */
    private Optional<LastAttention> withResidual(int query) {
      String input = graph.getNode(query).getInput(0);
      Integer producer = producers.get(input);
      boolean quantised =
          producer != null && graph.getNode(producer).getOpType().equals("DynamicQuantizeLinear");
      String layerInput = quantised ? graph.getNode(producer).getInput(0) : input;
      List<LastAttention> residuals = new ArrayList<>();
      int products = 0;
      for (int i = 0; i < graph.getNodeCount(); i++) {
        Node node = graph.getNode(i);
        if (PRODUCTS.contains(node.getOpType()) && node.getInput(0).equals(input)) {
          products++;
        }
        int position = node.getInputList().indexOf(layerInput);
        if (node.getOpType().equals("Add") && position >= 0) {
          residuals.add(new LastAttention(query, i, position));
        }
      }
      return products == 3 && residuals.size() == 1
          ? Optional.of(residuals.getFirst())
          : Optional.empty();
    }
  }
}
