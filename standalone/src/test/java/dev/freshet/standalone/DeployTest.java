package dev.freshet.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.freshet.common.settings.Setting;
import dev.freshet.standalone.apart.IngestConfiguration;
import dev.freshet.standalone.apart.QueryConfiguration;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in deploy/ names settings that exist, can be read, and renders. */
class DeployTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DEPLOY = ROOT.resolve("deploy");
  private static final Pattern VARIABLE = Pattern.compile("FRESHET_[A-Z0-9_]+");
  private static final List<String> GIVEN =
      List.of(
          "--kube-version",
          "1.33.0",
          "--set",
          "kafka.bootstrap=broker:9092",
          "--set",
          "qdrant.address=qdrant:6334",
          "--set",
          "apiKeysSecret=keys");

  @TempDir Path folder;

  @Test
  void everySettingNamed_isOneOfTheServices() throws IOException {
    Set<String> known =
        Stream.of(IngestConfiguration.rooms(), QueryConfiguration.rooms())
            .flatMap(rooms -> rooms.values().stream())
            .flatMap(List::stream)
            .map(Setting::variable)
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        VARIABLE.matcher(Files.readString(file)).results().forEach(r -> named.add(r.group()));
      }
    }
    assertThat(named).contains("FRESHET_KAFKA_BOOTSTRAP").isSubsetOf(known);
  }

  @Test
  void whatTheImageTakes_isThere() throws IOException {
    String dockerfile = Files.readString(DEPLOY.resolve("image/Dockerfile"));
    Pattern copied = Pattern.compile("/opt/freshet/([\\w./]+)");
    assertThat(copied.matcher(dockerfile).results().map(r -> r.group(1)).toList())
        .isNotEmpty()
        .filteredOn(path -> !path.startsWith("standalone/target/"))
        .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
  }

  @Test
  void compose_canBeRead_andRunsBothServicesWithoutRights() throws IOException {
    JsonNode services =
        new YAMLMapper().readTree(DEPLOY.resolve("compose/compose.yaml").toFile()).path("services");
    assertThat(services.path("ingest-service").path("command").toString())
        .isEqualTo("[\"ingest-service\"]");
    assertThat(services.path("ingest-service").path("volumes").toString())
        .as("both reach the place of claims")
        .contains("claims:/claims");
    assertThat(services.path("query-service").path("volumes").toString())
        .contains("claims:/claims");
    assertThat(services.path("query-service").path("command").toString())
        .isEqualTo("[\"query-service\"]");
    for (JsonNode service : services) {
      service.path("ports").forEach(p -> assertThat(p.asText()).startsWith("127.0.0.1:"));
      service.path("volumes").forEach(volume -> assertThat(mounted(volume.asText())).exists());
    }
  }

  /** The file beside compose.yaml that is mounted; the folder for what is none. */
  private static Path mounted(String volume) {
    String from = volume.substring(0, volume.indexOf(':'));
    return DEPLOY.resolve("compose").resolve(from.startsWith(".") ? from : ".");
  }

  @Test
  void chart_lints_andRendersInEachVariant() throws Exception {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "helm"))),
        "no helm on the PATH");
    helm("lint", "--strict");
    List<List<String>> variants =
        List.of(
            List.of(),
            List.of("--set", "ingest.all.autoscaling.enabled=true"),
            List.of("--set", "settings.FRESHET_PUBLISH_MAX_BYTES=50000000"),
            List.of(
                "--set",
                "ingest.all.autoscaling.enabled=true,ingest.all.autoscaling.kind=hpa",
                "--set",
                "query.autoscaling.enabled=true,podMonitor.enabled=true"),
            List.of("--set", "claims.location=file:/claims,claims.volumeClaim=c,claims.secret=s"),
            List.of(
                "--set",
                "kafka.secret=k,kafka.filesSecret=f,qdrant.secret=q,networkPolicy.enabled=false",
                "--set",
                "podDisruptionBudget.enabled=false,settings.FRESHET_SOURCES=a:live"));
    for (List<String> variant : variants) {
      String rendered = helm("template", variant.toArray(String[]::new));
      assertPods(rendered, 2);
      assertThat(rendered).doesNotContain("e+");
    }
    assertPods(helm("template", "--set", "ingest.readers.jobs=parse"), 3);
  }

  private static void assertPods(String rendered, int expected) throws IOException {
    int workloads = 0;
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(rendered)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.at("/spec/template/spec/containers").isArray()) {
          workloads++;
          JsonNode pod = document.at("/spec/template/spec");
          assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
          JsonNode container = pod.path("containers").path(0);
          assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
          assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
          assertThat(document.at("/spec/selector/matchLabels").properties())
              .isSubsetOf(document.at("/spec/template/metadata/labels").properties());
          assertUniqueNames(container.path("env"));
        }
      }
    }
    assertThat(workloads).isEqualTo(expected);
  }

  private static void assertUniqueNames(JsonNode env) {
    List<String> names = new ArrayList<>();
    env.forEach(one -> names.add(one.path("name").asText()));
    assertThat(names).contains("FRESHET_KAFKA_BOOTSTRAP").doesNotHaveDuplicates();
  }

  private String helm(String command, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("helm", command));
    if (command.equals("template")) {
      all.add("release");
    }
    all.add(DEPLOY.resolve("helm/freshet").toAbsolutePath().normalize().toString());
    all.addAll(GIVEN);
    all.addAll(List.of(more));
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("HELM_CACHE_HOME", folder.toString());
    Process helm = builder.start();
    assertThat(helm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(helm.exitValue()).as(output).isZero();
    return output;
  }
}
