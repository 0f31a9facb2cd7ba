package dev.freshet.standalone.diagnosis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Something that looks wrong.
 *
 * @param name of the rule
 * @param grade how grave it is
 * @param seen what was seen, with figures
 * @param why why it matters
 * @param fix what to change, with the setting's name
 */
record Finding(String name, Grade grade, String seen, String why, String fix) {
  /** How grave it is, the gravest first. */
  enum Grade {
    /** Something does not work, or will not. */
    WRONG,
    /** It works, and could be better or safer. */
    ADVICE
  }

  static Finding wrong(String name, String seen, String why, String fix) {
    return new Finding(name, Grade.WRONG, seen, why, fix);
  }

  static Finding advice(String name, String seen, String why, String fix) {
    return new Finding(name, Grade.ADVICE, seen, why, fix);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("grade", grade.name().toLowerCase(Locale.ROOT))
        .put("seen", seen)
        .put("why", why)
        .put("fix", fix);
  }
}
