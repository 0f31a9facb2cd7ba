package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.context.Context;
import dev.freshet.query.context.ContextRequest;
import dev.freshet.query.context.Contexts;
import dev.freshet.query.exchange.Request;

/** What fits a budget of tokens, ready for a prompt, with numbered citations. */
record ContextTool(Contexts contexts) implements Tool {
  @Override
  public Told call(ObjectNode arguments, Request http) {
    ContextRequest wanted = contexts.read(arguments);
    Context context = contexts.build(wanted, http.caller().access());
    return new Told(text(context), contexts.told(wanted, context));
  }

  private static String text(Context context) {
    String line = Freshly.line(context.view());
    if (context.citations().isEmpty()) {
      return line + "Nothing fits the query among the documents that you may read.\n";
    }
    Fence fence = Fence.ofNow();
    return line + fence.explained() + fence.around(context.text());
  }
}
