package dev.freshet.common.telemetry;

import java.util.UUID;

/** Who sends, as OpenTelemetry names it: each process is one of its own, from its start on. */
final class Sender {
  static final String SERVICE_NAME = "freshet";
  static final String INSTANCE = UUID.randomUUID().toString();

  private Sender() {}
}
