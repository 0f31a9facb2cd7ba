package dev.freshet.standalone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.query.HealthCheck;
import dev.freshet.query.HealthService;
import dev.freshet.query.access.AccessSettings;
import dev.freshet.query.web.WebSettings;
import dev.freshet.standalone.diagnosis.Diagnosis;
import dev.freshet.standalone.diagnosis.Subject;
import dev.freshet.standalone.up.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person types it, and the archive as a maintainer reads it. */
class DiagnoseTest {
  private static final String FOLDER = "freshet-diagnosis/";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private int run(String... more) {
    var arguments = new ArrayList<>(List.of("diagnose", "--output", archive().toString()));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of(more));
    CommandLine line = Freshet.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(String[]::new));
  }

  private Path archive() {
    return folder.resolve("a.zip");
  }

  private Map<String, String> entries() throws IOException {
    var entries = new LinkedHashMap<String, String>();
    try (var zip = new ZipInputStream(Files.newInputStream(archive()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).startsWith(FOLDER);
        entries.put(
            entry.getName().substring(FOLDER.length()), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return entries;
  }

  private static String nobody() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + free.getLocalPort();
    }
  }

  /** A process without a broker that gives a real diagnosis; its address. */
  private String process(Map<String, String> settings, HealthCheck... checks) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("http.port", "0");
    all.put("data", folder.resolve("data").toString());
    Settings read = new Settings(all, Map.of(), Map.of());
    Map<String, String> own = new HashMap<>(all);
    own.remove("http.port");
    var its = Configuration.of(own, Map.of(), Map.of());
    var subject =
        new Subject(
            "up",
            its.effective(),
            its.masks(),
            folder.resolve("data"),
            its.line().sources(),
            its.line().topics(),
            "freshet.",
            Map::of,
            () -> "g",
            new MicrometerTelemetry());
    HealthService service =
        new HealthService(
            WebSettings.of(read),
            AccessSettings.of(read),
            new MicrometerTelemetry(),
            () -> List.of(checks),
            new Diagnosis(subject, InstantSource.system()),
            InstantSource.system());
    service.start();
    open.add(service);
    return "http://127.0.0.1:" + service.port();
  }

  @Test
  void archive_hasWhatItsReadmeSays_andOnlyItsOwnerReadsIt() throws Exception {
    String url = process(Map.of(), new HealthCheck("store", true, ""));

    assertThat(run("--url", url)).as(err + out.toString()).isZero();

    assertThat(out.toString())
        .endsWith("archive " + archive() + ": read it, then attach it to a report\n");
    Map<String, String> entries = entries();
    assertThat(entries.keySet())
        .containsExactly(
            "README.txt",
            "findings.txt",
            "settings.txt",
            "versions.txt",
            "process.txt",
            "health.json",
            "metrics.txt",
            "threads.txt",
            "log.txt",
            "machine.txt",
            "diagnosis.json");
    entries.keySet().stream()
        .filter(name -> !name.equals("README.txt"))
        .forEach(name -> assertThat(entries.get("README.txt")).contains("\n" + name + " "));
    assertThat(entries.get("settings.txt"))
        .contains("flow.partitions = 4\n", "data = " + folder.resolve("data") + "   (given: flag)");
    assertThat(entries.get("versions.txt")).contains("java.vm.version", "kafka-clients", "commit");
    assertThat(entries.get("process.txt")).contains("heapMax", "diskFree", "program ");
    assertThat(entries.get("threads.txt")).startsWith("deadlocks: none").contains("DiagnoseTest");
    assertThat(entries.get("health.json")).contains("\"store\"");
    assertThat(entries.get("metrics.txt")).contains("# TYPE");
    assertThat(entries.get("machine.txt")).contains("data folder", "disk ");
    assertThat(new ObjectMapper().readTree(entries.get("diagnosis.json")).has("threads")).isFalse();
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive())))
          .isEqualTo("rw-------");
    }
    assertThat(folder.resolve("a.zip.part")).doesNotExist();
  }

  @Test
  void whatIsWrong_isSaidWithTheFix_andEndsWithOne() throws Exception {
    String url =
        process(Map.of("parse.deadline", "9m"), new HealthCheck("parse", false, "no heart"));

    assertThat(run("--url", url)).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString())
        .startsWith("wrong   check-down\n        parse is down: no heart\n        why: ")
        .contains(
            "wrong   parse-deadline-beyond-window\n        parse.deadline is 9m; ",
            "        fix: set parse.deadline well below 4m");
    assertThat(entries().get("findings.txt")).contains("parse-deadline-beyond-window");
  }

  @Test
  void json_isOneObjectWithFindingsAndTheArchive() throws Exception {
    String url = process(Map.of("parse.slow-deadline", "1s"));

    assertThat(run("--url", url, "--json")).isEqualTo(ExitCode.FAILED);

    var told = new ObjectMapper().readTree(out.toString());
    assertThat(told.path("archive").asText()).isEqualTo(archive().toString());
    assertThat(told.path("findings").findValuesAsText("name")).contains("slow-deadline-too-short");
  }

  @Test
  void secrets_areNowhere_whereverTheyCameFrom() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("c.properties"), "embedder.http.key=hunter2-file\nhttp.port=1\n");
    Path logs = Files.createDirectories(folder.resolve("data").resolve("logs"));
    Files.writeString(
        logs.resolve("freshet.log"),
        """
        2026-07-01 ERROR the endpoint said hunter2-file and Authorization: Bearer hunter2-log
        at https://ann:hunter2-url@host/x?api_key=hunter2-query
        """);
    String url =
        process(
            Map.of(
                "answer.api-key", "hunter2-answer",
                "answer.model", "m",
                "answer.endpoint", "http://ann:hunter2-endpoint@127.0.0.1:1/v1",
                "embedder.http.url", "http://ann:hunter2-embedder@127.0.0.1:1",
                "qdrant.api-key", "hunter2-qdrant",
                "claim.s3-access-key", "hunter2-access",
                "claim.s3-secret-key", "hunter2-secret"),
            new HealthCheck(
                "qdrant",
                false,
                "https://ann:hunter2-health@qdrant says hunter2-key and password=hunter2-detail"));

    assertThat(run("--url", url, "--config", config.toString(), "--api-key", "hunter2-key"))
        .isEqualTo(ExitCode.FAILED);

    Map<String, String> entries = entries();
    assertThat(entries).containsKey("log-file.txt");
    entries.forEach((name, text) -> assertThat(text).as(name).doesNotContain("hunter2"));
    assertThat(out.toString()).doesNotContain("hunter2").contains("qdrant is down");
    assertThat(entries.get("settings.txt"))
        .contains(
            "answer.api-key = [set]   (given: flag)",
            "answer.endpoint = http://[masked]@127.0.0.1:1/v1");
  }

  @Test
  void processThatIsGone_leavesItsLogAndItsSettings() throws Exception {
    Path logs = Files.createDirectories(folder.resolve("data").resolve("logs"));
    Files.writeString(
        logs.resolve("freshet.log"), "INFO well\nx ERROR the disk is full\nINFO end\n");
    Files.writeString(folder.resolve("data").resolve("in-use"), "999999999");
    Path config =
        Files.writeString(
            folder.resolve("c.properties"), "parse.deadline=9m\nflow.partitions=no\n");

    assertThat(run("--url", nobody(), "--config", config.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);

    assertThat(out.toString())
        .startsWith("wrong   not-running\n")
        .contains(
            "no process holds the data folder " + folder.resolve("data"),
            "the last error in its log: x ERROR the disk is full",
            "wrong   settings-refused\n        flow.partitions (file) is \"no\": give a whole number",
            "not known: the process's own settings");
    assertThat(entries().keySet())
        .contains("README.txt", "findings.txt", "machine.txt", "log-file.txt", "diagnosis.json")
        .doesNotContain("threads.txt", "log.txt", "health.json", "metrics.txt");
    assertThat(entries().get("machine.txt"))
        .contains(": nobody listens", "process 999999999, gone", "logs ");
  }

  @Test
  void settingsThatWouldBeTaken_areJudgedByTheirRulesToo() throws Exception {
    Path config = Files.writeString(folder.resolve("c.properties"), "parse.deadline=9m\n");
    assertThat(run("--url", nobody(), "--config", config.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(out.toString()).contains("parse-deadline-beyond-window").doesNotContain("refused");

    Path services = Files.writeString(folder.resolve("s.properties"), "kafka.bootstrap=b:1\n");
    out.getBuffer().setLength(0);
    assertThat(run("--url", nobody(), "--config", services.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(out.toString()).doesNotContain("settings-refused");
    assertThat(entries().get("settings.txt")).contains("kafka.bootstrap = b:1   (given: file)");
  }

  @Test
  void processThatLives_andDoesNotAnswer_isToldByItsNumber() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    long own = ProcessHandle.current().pid();
    Files.writeString(folder.resolve("data").resolve("in-use"), Long.toString(own));

    assertThat(run("--url", nobody())).isEqualTo(ExitCode.UNREACHABLE);

    assertThat(out.toString())
        .contains("wrong   does-not-answer\n        process " + own + " holds the data folder");
  }

  @Test
  void keyThatMayNot_isToldWithWhatIsOpenAnyway() throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys: [{key: reader-0123456789, tenant: a, scopes: [read]}]");
    String url = process(Map.of("api-keys", keys.toString()));

    assertThat(run("--url", url, "--api-key", "reader-0123456789")).isEqualTo(ExitCode.USAGE);

    assertThat(out.toString())
        .contains("wrong   no-diagnosis", "it lacks the scope admin", "--api-key");
    assertThat(entries()).containsKeys("health.json", "metrics.txt", "machine.txt");
  }

  @Test
  void loginInTheAddress_isInNoFinding() throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys: [{key: reader-0123456789, tenant: a, scopes: [read]}]");
    String refuses = process(Map.of("api-keys", keys.toString()));
    for (String address : List.of(refuses, nobody())) {
      run("--url", address.replace("http://", "http://ann:hunter2-url@"), "--api-key", "wrong-key");
      assertThat(out + err.toString()).doesNotContain("hunter2").contains("wrong   no");
      entries().forEach((name, text) -> assertThat(text).as(name).doesNotContain("hunter2"));
    }
  }

  @Test
  void processThatAnswersForItsHealthOnly_isNotSaidToRefuse() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().startsWith("/health")) {
            byte[] body = "{\"status\":\"up\",\"checks\":[]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));

    assertThat(run("--url", "http://127.0.0.1:" + server.getAddress().getPort()))
        .isEqualTo(ExitCode.UNREACHABLE);

    assertThat(out.toString())
        .contains("wrong   does-not-answer", "it answers for its health, and not for its diagnosis")
        .doesNotContain("scope admin");
  }

  @Test
  void anotherProgramAtTheAddress_isSaid() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));

    assertThat(run("--url", "http://127.0.0.1:" + server.getAddress().getPort()))
        .isEqualTo(ExitCode.UNREACHABLE);

    assertThat(out.toString()).contains("wrong   another-program", "is it a Freshet service?");
  }

  @Test
  void hugeLog_isCutToItsEnd() throws Exception {
    Path logs = Files.createDirectories(folder.resolve("data").resolve("logs"));
    Files.writeString(
        logs.resolve("freshet.log"),
        "INFO a line of the log\n".repeat(2_000_000) + "INFO the end\n");

    assertThat(run("--url", nobody())).isEqualTo(ExitCode.UNREACHABLE);

    entries().forEach((name, text) -> assertThat(text.length()).as(name).isLessThan(3 << 20));
    assertThat(entries().get("log-file.txt")).startsWith("… ").endsWith("INFO the end\n");
    assertThat(Files.size(archive())).isLessThan(1 << 20);
  }

  @Test
  void longText_isCutAndSaysSo() throws Exception {
    var archive = new Archive();
    archive.add("x.txt", "y".repeat(Archive.LONGEST + 7));
    archive.write(archive());
    assertThat(entries().get("x.txt")).endsWith("y\n… cut here: 7 characters more\n");
  }

  @Test
  void archiveThatCannotBeWritten_isOneLine_andTheFindingsAreSaidAnyway() throws Exception {
    CommandLine line = Freshet.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    Path nowhere = folder.resolve("none").resolve("a.zip");

    assertThat(line.execute("diagnose", "--url", nobody(), "--output", nowhere.toString()))
        .isEqualTo(ExitCode.USAGE);

    assertThat(out.toString()).contains("not-running");
    assertThat(err.toString())
        .startsWith("freshet: cannot write " + nowhere)
        .endsWith("give another with --output\n");
  }
}
