package dev.freshet.standalone.up;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.store.PassageStore;
import dev.freshet.standalone.process.StartRefused;

/** Where generations keep their passages. */
interface Stores {

  /**
   * Opens a generation's store.
   *
   * @throws StartRefused when it is in use, of another make, or not to be reached
   */
  PassageStore open(GenerationPlace place, Generation generation);

  /**
   * @throws StartRefused where something is kept already of a generation that nothing is known of
   */
  void requireFresh(GenerationPlace place);

  /**
   * @throws IllegalStateException where there is no room for another generation like this one
   */
  void requireRoomForAnother(GenerationPlace place);

  /**
   * Removes what a generation kept; what is gone already is passed over.
   *
   * @throws dev.freshet.common.failure.Outage where it cannot be removed now
   */
  void remove(GenerationPlace place);

  /** Where a generation's passages are, for a person. */
  String where(GenerationPlace place);
}
