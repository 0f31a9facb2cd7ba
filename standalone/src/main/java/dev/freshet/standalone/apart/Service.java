package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Settings;
import dev.freshet.standalone.process.Log;
import java.nio.file.Path;
import java.util.List;

/** One of the services, as a process runs it. */
public interface Service extends AutoCloseable {

  /** Such as {@code ingest-service}. */
  String name();

  /** What it has in common with the other services. */
  ServiceConfiguration common();

  /** The folder that it takes. */
  default Path data() {
    return common().service().data();
  }

  /** How its log is written. */
  default Log.Format log() {
    return common().service().log();
  }

  /** What took effect and where it came from. */
  List<Settings.Effective> settings();

  /** Hides the secrets among them. */
  Masks masks();

  /** Answers for its health from now on, though nothing is open yet. */
  void begin();

  /**
   * Opens what it needs and starts; where something does not answer it is called again.
   *
   * @throws dev.freshet.common.failure.Outage naming what does not answer
   * @throws dev.freshet.standalone.process.StartRefused where waiting would not help
   */
  void open();

  /** Whether it does its work. */
  boolean ready();

  /** Where it is to be found, a line each, once it is open. */
  List<String> lines();

  /** Drains what is under way, and lets go of everything. */
  @Override
  void close();
}
