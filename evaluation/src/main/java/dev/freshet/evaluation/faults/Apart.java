package dev.freshet.evaluation.faults;

import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.BrokerAlone;
import dev.freshet.evaluation.load.Processes;
import dev.freshet.evaluation.load.QdrantAlone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The services apart: a broker, a Qdrant, two ingest services and a query service, each a process.
 * One of them is killed at a time, as the dice say, the broker aside; Qdrant stays away for a while
 * now and then.
 */
final class Apart implements Deployment {
  private static final String QDRANT = "qdrant";
  private static final String QUERY = "query-service";
  private static final List<String> INGEST = List.of("ingest-service-1", "ingest-service-2");
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  private final List<String> launch;
  private final Path folder;
  private final Map<String, String> surroundings;
  private final Duration outage;
  private final Random random;
  private final int httpPort = Processes.freePort();
  private final int kafkaPort = Processes.freePort();
  private final QdrantAlone qdrant;
  private final Processes broker;
  private final Map<String, Processes> services = new TreeMap<>();
  private final Map<String, Integer> healthPorts = new TreeMap<>();
  private String victim = "";
  private String lastVictim = "";
  private int outages;

  /**
   * @param launch the command without the service's name and its flags
   * @param folder for data and what they print
   * @param surroundings more environment
   * @param outage how long Qdrant stays away when it is killed the first time
   * @param seed of who is killed
   */
  Apart(
      List<String> launch,
      Path folder,
      Map<String, String> surroundings,
      Duration outage,
      long seed)
      throws IOException {
    this.launch = List.copyOf(launch);
    this.folder = folder;
    this.surroundings = Map.copyOf(surroundings);
    this.outage = outage;
    this.random = new Random(seed);
    this.qdrant = QdrantAlone.start(folder.resolve(QDRANT));
    this.broker =
        BrokerAlone.start(folder.resolve("kafka"), kafkaPort, folder.resolve("kafka.log"));
    for (String service : INGEST) {
      healthPorts.put(service, Processes.freePort());
    }
    healthPorts.put(QUERY, httpPort);
    Await.until("the broker answers", LOOK, ANSWERS_WITHIN, () -> BrokerAlone.answers(kafkaPort));
  }

  @Override
  public int httpPort() {
    return httpPort;
  }

  @Override
  public int kafkaPort() {
    return kafkaPort;
  }

  @Override
  public boolean turns() {
    return false;
  }

  @Override
  public void start() throws IOException {
    if (!qdrant.alive()) {
      qdrant.startAgain();
    }
    for (String name : healthPorts.keySet()) {
      Processes process = services.get(name);
      if (process == null || !process.alive()) {
        services.put(name, started(name));
      }
    }
    victim = "";
  }

  private Processes started(String name) throws IOException {
    List<String> command = new ArrayList<>(launch);
    command.add(name.equals(QUERY) ? QUERY : "ingest-service");
    command.addAll(List.of("--data", folder.resolve(name).toString()));
    command.addAll(List.of("--http-port", "" + healthPorts.get(name)));
    command.addAll(List.of("--kafka", "127.0.0.1:" + kafkaPort, "--qdrant", qdrant.address()));
    Map<String, String> mine = new TreeMap<>(surroundings);
    if (!name.equals(QUERY)) {
      mine.remove("FRESHET_API_KEYS");
    }
    return Processes.start(command, mine, folder, folder.resolve(name + ".log"));
  }

  @Override
  public void requireAlive() {
    services.forEach(
        (name, process) -> {
          if (!name.equals(victim) && !process.alive()) {
            throw new IllegalStateException(name + " ended: see " + folder.resolve(name + ".log"));
          }
        });
  }

  @Override
  public void kill() {
    end(true);
  }

  @Override
  public void stop() {
    end(false);
  }

  private void end(boolean kill) {
    List<String> all = new ArrayList<>(healthPorts.keySet());
    all.add(QDRANT);
    victim = all.get(random.nextInt(all.size()));
    lastVictim = victim;
    if (victim.equals(QDRANT)) {
      qdrant.kill();
      outages++;
      if (outages == 1) {
        LockSupport.parkNanos(outage.toNanos());
      }
    } else if (kill) {
      services.get(victim).kill();
    } else {
      services.get(victim).close();
    }
  }

  @Override
  public String victim() {
    return lastVictim;
  }

  @Override
  public void close() {
    services.values().forEach(Processes::kill);
    broker.kill();
    qdrant.kill();
  }
}
