package dev.freshet.evaluation.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a study that has options of its own, divided.
 *
 * @param own by their name; a flag, and an option that stands last without its value, have an empty
 *     one
 * @param others those of all studies
 */
public record OwnOptions(Map<String, String> own, List<String> others) {

  /**
   * Takes out what is meant for one study.
   *
   * @param valued options with a value
   * @param flags options without
   */
  public static OwnOptions divide(List<String> args, Set<String> valued, Set<String> flags) {
    Map<String, String> own = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (flags.contains(arg)) {
        own.put(arg, "");
      } else if (valued.contains(arg)) {
        i++;
        own.put(arg, i == args.size() ? "" : args.get(i));
      } else {
        others.add(arg);
      }
    }
    return new OwnOptions(own, others);
  }
}
