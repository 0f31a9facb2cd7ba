package dev.freshet.query.generations;

import java.util.Map;
import java.util.Optional;

/** Whoever runs the jobs that build generations. Safe to use from many threads. */
public interface GenerationBuilder {

  /** Where this process builds none. */
  GenerationBuilder NONE =
      new GenerationBuilder() {
        @Override
        public String build(Map<String, String> settings) {
          throw new UnsupportedOperationException("this service builds no generations");
        }

        @Override
        public void serve(String name) {
          throw new UnsupportedOperationException("this service keeps no generations");
        }

        @Override
        public void drop(String name) {
          throw new UnsupportedOperationException("this service drops no generations");
        }

        @Override
        public Map<String, String> settings(String name) {
          return Map.of();
        }

        @Override
        public Optional<String> trouble(String name) {
          return Optional.empty();
        }
      };

  /**
   * Begins to build the generation that these settings make beside the others, and to follow it;
   * only says which where it is there already. Outlives a restart.
   *
   * @param settings by key, on top of those of the generation that serves
   * @return its name
   * @throws IllegalArgumentException for settings that make none, naming each with the fix
   * @throws IllegalStateException where there is no room for another, saying what to do
   * @throws dev.freshet.common.failure.Outage when something that is needed does not answer
   */
  String build(Map<String, String> settings);

  /** Which one answers from now on, also after a restart. */
  void serve(String name);

  /**
   * Ends a generation that does not serve, and removes what it kept; what cannot be removed now is
   * at the next start.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka or the disk does not do it now
   */
  void drop(String name);

  /** What makes it another one than others, by the settings' keys; without secrets. */
  Map<String, String> settings(String name);

  /** What keeps its jobs from working now; empty where nothing does. */
  Optional<String> trouble(String name);
}
