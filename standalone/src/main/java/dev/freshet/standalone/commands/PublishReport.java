package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;

/** How publishing ended, for each document that did not make it and in total. */
final class PublishReport {
  private final List<Publication> all;
  private final boolean waited;

  PublishReport(List<Publication> all, boolean waited) {
    this.all = all;
    this.waited = waited;
  }

  long failed() {
    return all.stream().filter(one -> !one.failure().isEmpty()).count();
  }

  private long well() {
    return all.size() - failed();
  }

  void print(PrintWriter out) {
    for (Publication one : all) {
      if (!one.failure().isEmpty()) {
        out.println(Terminal.harmless("not retrievable: " + one.file() + ": " + one.failure()));
      }
    }
    String what = waited ? "retrievable" : "published";
    out.println(
        failed() == 0
            ? well() + (well() == 1 ? " document " : " documents ") + what
            : well() + " of " + all.size() + " documents " + what + ", " + failed() + " not");
    out.flush();
  }

  ObjectNode json() {
    ObjectNode tree = new ObjectMapper().createObjectNode();
    tree.put("published", all.stream().filter(one -> !one.token().isEmpty()).count());
    tree.put("retrievable", all.stream().filter(Publication::retrievable).count());
    tree.put("failed", failed());
    var documents = tree.putArray("documents");
    for (Publication one : all) {
      var document = documents.addObject().put("id", one.id()).put("file", one.file().toString());
      document.put("token", one.token().isEmpty() ? null : one.token());
      document.put("retrievable", one.retrievable());
      document.put("failure", one.failure().isEmpty() ? null : one.failure());
    }
    return tree;
  }
}
