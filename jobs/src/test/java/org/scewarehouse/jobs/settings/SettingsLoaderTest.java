package org.scewarehouse.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.source.hr.HrColumn;
import org.scewarehouse.etl.source.prometheus.IdleLimits;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection.Protocol;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;

class SettingsLoaderTest {
    /** Variables of the launcher, the image, the CI and the BI tools. */
    private static final List<String> OTHERS = List.of(
            "SCE_JAVA_OPTS",
            "SCE_COMMAND",
            "SCE_WARNINGS_CODE",
            "SCE_LOCKED_CODE",
            "SCE_TRIES",
            "SCE_PAUSE_SECONDS",
            "SCE_REPORT",
            "SCE_SOURCE",
            "SCE_FROM",
            "SCE_TO",
            "SCE_METABASE_API_KEY",
            "SCE_METABASE_USER",
            "SCE_METABASE_PASSWORD",
            "SCE_METABASE_READER_PASSWORD");

    @TempDir
    Path folder;

    @Test
    void hasADefaultForEverythingButTheSources() {
        Settings settings = load(Map.of());
        assertThat(settings.home()).isEqualTo(Path.of(".sce"));
        assertThat(settings.lakeLocation()).isEqualTo(".sce/lake");
        assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.warehouse().isEmbedded()).isTrue();
        assertThat(settings.sources().prometheus().isConfigured()).isFalse();
        assertThat(settings.sources().prometheus().edge()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.sources().prometheus().restateDays()).isZero();
    }

    @Test
    void thresholdsOfReportsAreCheckedAndHaveDefaults() {
        assertThat(load(Map.of()).reports()).isEqualTo(new Settings.Reports(1095, 0.5));
        assertThat(load(Map.of(
                                "SCE_REPORTS_RETENTION_DAYS", "730",
                                "SCE_REPORTS_ASSUMED_UTILISATION", "0.25"))
                        .reports())
                .isEqualTo(new Settings.Reports(730, 0.25));
        assertThatThrownBy(
                        () -> load(Map.of("SCE_REPORTS_RETENTION_DAYS", "0", "SCE_REPORTS_ASSUMED_UTILISATION", "1.5")))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("sce.reports.retention-days = 0: expected 1 or more")
                .hasMessageContaining("sce.reports.assumed-utilisation = 1.5: expected 0 to 1");
    }

    @Test
    void readsTheEnvironmentBySpringsRules() {
        Settings settings = load(Map.of(
                "SCE_HOME", "/srv/sce",
                "SCE_ZONE", "Europe/Zurich",
                "SCE_SOURCES_PROMETHEUS_URL", "https://prometheus.example.org/base",
                "SCE_SOURCES_PROMETHEUS_TOKEN", "canary",
                "SCE_SOURCES_PROMETHEUS_RESTATE_DAYS", "3",
                "SCE_SOURCES_PROMETHEUS_PROTOCOL", "remote-read",
                "SCE_SOURCES_PROMETHEUS_SINCE", "2026-08-20"));
        assertThat(settings.home()).isEqualTo(Path.of("/srv/sce"));
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Zurich"));
        PrometheusSettings prometheus = settings.sources().prometheus();
        assertThat(prometheus.url()).isEqualTo("https://prometheus.example.org/base");
        assertThat(prometheus.token()).isEqualTo(Secret.of("canary"));
        assertThat(prometheus.restateDays()).isEqualTo(3);
        assertThat(prometheus.protocol()).isEqualTo(Protocol.REMOTE_READ);
        assertThat(prometheus.since()).isEqualTo(LocalDate.of(2026, 8, 20));
        assertThat(settings.toString()).doesNotContain("canary");
    }

    @Test
    void columnsOfHrAreMappedHoweverTheirNamesAreJoined() throws IOException {
        file("""
                sce:
                  sources:
                    hr:
                      kind: csv
                      path: /srv/hr
                      delimiter: tab
                      charset: ISO-8859-1
                      weekdays: [monday, friday]
                      columns: {employee_id: PERNR, cost-center: KOSTL, division: ""}
                """);
        HrSettings hr = load(Map.of("SCE_SOURCES_HR_COLUMNS_JOB_FAMILY", "STELL"))
                .sources()
                .hr();
        assertThat(hr.parse().fields())
                .containsEntry(HrColumn.EMPLOYEE_ID, "PERNR")
                .containsEntry(HrColumn.COST_CENTER, "KOSTL")
                .containsEntry(HrColumn.JOB_FAMILY, "STELL")
                .containsEntry(HrColumn.LOGIN, "login")
                .doesNotContainKey(HrColumn.DIVISION);
        assertThat(hr.csv().delimiter()).isEqualTo('\t');
        assertThat(hr.csv().weekdays()).hasSize(2);
        assertThatThrownBy(() -> load(Map.of("SCE_SOURCES_HR_COLUMNS_SALARY", "x")))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("there is no column salary");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        file("""
                sce:
                  zone: Asia/Kolkata
                  sources:
                    prometheus:
                      url: http://prometheus:9090
                      ca-file:
                      headers:
                        X-Scope-OrgID: science
                      replica-labels: [ha, replica]
                      kind-rules:
                        - "batch namespace=crunch-.{2,3}"
                      user-rules:
                        - "${login} namespace=user-(?<login>.*)"
                      idle-threshold-by-ide:
                        "[Visual Studio Code]": 0.1
                      idle-limit: 7d
                      idle-limit-by-environment: {"[Ocean HPC]": 12h}
                """);
        Settings settings = load(Map.of("SCE_ZONE", "UTC"));
        assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
        PrometheusSettings prometheus = settings.sources().prometheus();
        assertThat(prometheus.headers()).containsEntry("X-Scope-OrgID", Secret.of("science"));
        assertThat(prometheus.replicaLabels()).containsExactly("ha", "replica");
        PrometheusTransformSettings transform = prometheus.transform();
        assertThat(transform.kindRules())
                .startsWith("batch namespace=crunch-.{2,3}")
                .hasSizeGreaterThan(5);
        assertThat(transform.userRules()).startsWith("${login} namespace=user-(?<login>.*)");
        assertThat(transform.idleThresholdByIde()).containsExactly(Map.entry("Visual Studio Code", 0.1));
        assertThat(transform.idleLimits())
                .isEqualTo(new IdleLimits(Duration.ofDays(7), Map.of("Ocean HPC", Duration.ofHours(12))));
        assertThat(prometheus.connection().http().headers()).containsEntry("X-Scope-OrgID", "science");
    }

    /** Ten milliseconds would change every number of a container, and be told by nobody. */
    @Test
    void aDurationWithoutItsUnitIsRefused() throws IOException {
        file("sce.sources.prometheus.idle-limit-by-environment.Ocean: 7");
        assertThat(faults(Map.of("SCE_SOURCES_PROMETHEUS_GAP_LIMIT", "10", "SCE_MAX_DURATION", "300")))
                .hasSize(3)
                .allMatch(fault -> fault.endsWith("expected a duration with its unit, such as 90s, 10m or 2h"))
                .anyMatch(fault -> fault.startsWith("sce.sources.prometheus.gap-limit = 10 (SCE_SOURCES_"))
                .anyMatch(fault -> fault.startsWith("sce.max-duration = 300 (SCE_MAX_DURATION)"));
        Files.delete(folder.resolve("sce.yaml"));
        assertThat(load(Map.of("SCE_SOURCES_CLOUDWATCH_EDGE", "0", "SCE_MAX_DURATION", "PT5H"))
                        .maxDuration())
                .isEqualTo(Duration.ofHours(5));
    }

    @Test
    void whatIsNotSetHasTheDefaultOfItsReader() {
        PrometheusSettings prometheus = load(Map.of("SCE_SOURCES_PROMETHEUS_URL", "http://prometheus:9090"))
                .sources()
                .prometheus();
        PrometheusConnection standard = PrometheusConnection.of("http://prometheus:9090");
        assertThat(prometheus.connection()).isEqualTo(standard);
        assertThat(prometheus.transform()).isEqualTo(PrometheusTransformSettings.defaults());
    }

    @Test
    void takesTheFileInTheHomeFolderWhenTheWorkingFolderHasNone() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("sce.yaml"), "sce:\n  zone: Asia/Kolkata\n");
        assertThat(load(Map.of("SCE_HOME", home.toString())).zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "canary\n");
        Settings settings = load(Map.of("SCE_SOURCES_PROMETHEUS_TOKEN_FILE", file.toString()));
        assertThat(settings.sources().prometheus().token()).isEqualTo(Secret.of("canary"));
    }

    @Test
    void headersOfTheEnvironmentHaveUnderscoresForTheirDashes() throws IOException {
        file("""
                sce:
                  sources:
                    prometheus:
                      url: https://prometheus.example.org
                      headers: {X-Scope-OrgID: of-the-file, X-Other: of-the-file}
                """);
        Path file = Files.writeString(folder.resolve("authorization"), "canary\n");
        Map<String, String> environment = Map.of(
                "SCE_SOURCES_PROMETHEUS_HEADERS_X_SCOPE_ORGID", "science",
                "SCE_SOURCES_PROMETHEUS_HEADERS_AUTHORIZATION_FILE", file.toString(),
                "SCE_SOURCES_GITLAB_URL", "https://gitlab.example.org",
                "SCE_SOURCES_GITLAB_TOKEN", "canary",
                "SCE_SOURCES_GITLAB_HEADERS_X_GATEWAY", "");
        Settings.Sources sources = load(environment).sources();
        Map<String, String> headers = sources.prometheus().connection().http().headers();
        assertThat(headers)
                .hasSize(3)
                .containsEntry("X-SCOPE-ORGID", "science")
                .containsEntry("AUTHORIZATION", "canary")
                .containsEntry("X-Other", "of-the-file");
        assertThat(sources.gitlab().headers()).isEmpty();
        assertThat(SettingsLoader.unknownVariables(environment)).isEmpty();
    }

    @Test
    void anEmptySecretOfTheEnvironmentIsNoneAndAnEmptyFileIsAFault() throws IOException {
        assertThat(load(Map.of("SCE_SOURCES_PROMETHEUS_TOKEN", "", "SCE_PRIVACY_SECRET", ""))
                        .sources()
                        .prometheus()
                        .token())
                .isNull();
        Path token = Files.writeString(folder.resolve("no-token"), "\n");
        assertThatThrownBy(() -> load(Map.of("SCE_SOURCES_PROMETHEUS_TOKEN_FILE", token.toString())))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("sce.sources.prometheus.token-file = " + token + ": is empty");
    }

    @Test
    void tellsAllFaultsTogether() throws IOException {
        file("""
                sce:
                  zone: Atlantis
                  sources:
                    prometheus:
                      edge: soon
                      protocol: smoke-signals
                      tokken: x
                      restate-days: many
                  warehous.url: x
                sources.prometheus.url: x
                """);
        assertThat(faults(Map.of("SCE_PRIVACY_SECRET_FILE", "/nowhere", "SCE_SORT_MEMORY", "much")))
                .anyMatch(fault -> fault.startsWith("sce.zone = Atlantis") && fault.contains("a time zone such as"))
                .anyMatch(
                        fault -> fault.startsWith("sce.sources.prometheus.edge = soon") && fault.contains("(line 5 of"))
                .anyMatch(fault -> fault.startsWith("sce.sources.prometheus.protocol = smoke-signals")
                        && fault.contains("auto, remote-read, json"))
                .anyMatch(fault -> fault.startsWith("sce.sources.prometheus.tokken")
                        && fault.contains("Did you mean sce.sources.prometheus.token?"))
                .anyMatch(fault -> fault.startsWith("sce.sources.prometheus.restate-days = many"))
                .anyMatch(fault ->
                        fault.startsWith("sce.warehous.url") && fault.contains("Did you mean sce.warehouse.url?"))
                .anyMatch(fault -> fault.startsWith("sce.privacy.secret-file = /nowhere"))
                .anyMatch(fault -> fault.startsWith("sce.sort-memory = much (SCE_SORT_MEMORY)"))
                .anyMatch(fault -> fault.startsWith("sources.prometheus.url") && fault.contains("under sce:"))
                .hasSize(9);
    }

    @Test
    void tellsWhatDoesNotFitTogether() {
        assertThat(faults(Map.of(
                        "SCE_WAREHOUSE_URL", "mysql://user:canary@host/db?password=canary",
                        "SCE_SOURCES_PROMETHEUS_URL", "prometheus:9090",
                        "SCE_SOURCES_PROMETHEUS_TOKEN", "canary",
                        "SCE_SOURCES_PROMETHEUS_USERNAME", "reader",
                        "SCE_SOURCES_PROMETHEUS_KIND_RULES", "batch namespace",
                        "SCE_PRIVACY_SECRET", "canary")))
                .anyMatch(fault -> fault.startsWith("sce.warehouse.url"))
                .anyMatch(fault -> fault.startsWith("sce.sources.prometheus.url"))
                .anyMatch(fault -> fault.contains("sce.sources.prometheus.token and .username"))
                .anyMatch(fault -> fault.contains("sce.sources.prometheus.username and .password"))
                .anyMatch(fault -> fault.startsWith("sce.sources.prometheus: rule 'batch namespace'"))
                .anyMatch(fault -> fault.startsWith("sce.privacy.secret: shorter"))
                .noneMatch(fault -> fault.contains("canary"));
    }

    /** Addresses that cannot be used are printed, and some hold a password. */
    @Test
    void showsNoPasswordOfAnAddress() {
        for (String address : List.of(
                "https://reader:canary@my_host:9090", "htp://reader:canary@host", "https://reader:canary@host:9 090")) {
            assertThat(faults(Map.of("SCE_SOURCES_PROMETHEUS_URL", address)))
                    .anyMatch(fault -> fault.startsWith("sce.sources.prometheus.url") && fault.contains("(hidden)@"))
                    .noneMatch(fault -> fault.contains("canary"));
        }
    }

    @Test
    void namesAFileThatIsMissingOrNoYaml() throws IOException {
        assertThatThrownBy(() -> SettingsLoader.load(folder.resolve("absent.yaml"), Map.of(), folder))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("absent.yaml");
        file("sce: [unclosed");
        assertThat(faults(Map.of())).singleElement().asString().contains("is not YAML");
    }

    /** Passwords begin with what YAML has a meaning for, and whoever reads YAML quotes the line. */
    @Test
    void quotesNothingOfAFileThatIsNoYaml() throws IOException {
        for (String value :
                List.of("@canary", "*canary", "!canary x", "%canary", "\"canary", "canary: x", "{canary", "`canary")) {
            file("sce:\n  warehouse:\n    password: " + value + "\n    user: loader\n");
            assertThat(faults(Map.of()))
                    .singleElement()
                    .asString()
                    .contains("is not YAML at line ")
                    .doesNotContain("canary");
        }
        file("sce:\n  warehouse:\n    password: canary\n    password: canary\n");
        assertThat(faults(Map.of())).singleElement().asString().doesNotContain("canary");
    }

    @Test
    void findsVariablesThatAreProbablySlips() {
        assertThat(SettingsLoader.unknownVariables(Map.of(
                        "SCE_SOURCES_PROMETHEUS_ULR", "x",
                        "SCE_SOURCES_PROMETHEUS_HEADERS_XSCOPEORGID", "x",
                        "SCE_SOURCES_PROMETHEUS_TOKEN_FILE", "x",
                        "SCE_JAVA_OPTS", "x")))
                .containsExactly("SCE_SOURCES_PROMETHEUS_ULR");
        assertThat(SettingsLoader.unknownVariables(
                        Map.of("SCE_LAEK", "x", "SCE_WAREHOUSE_JDBC_URL", "x", "SCE_RETENTION_RAW", "x")))
                .containsExactly("SCE_LAEK", "SCE_RETENTION_RAW", "SCE_WAREHOUSE_JDBC_URL");
        assertThat(SettingsLoader.unknownVariables(Map.of(
                        "SCE_SOURCES_AWSBATCH_REGION", "x", // as Spring has it
                        "SCE_SOURCES_AWSBATCH_USERTAGS_0", "x",
                        "SCE_SOURCES_AWS_BATCH_USER_TAGS_1_", "x",
                        "SCE_SOURCES_PROMETHEUS_TOKEN_FIEL", "x")))
                .containsExactly("SCE_SOURCES_PROMETHEUS_TOKEN_FIEL");
        assertThat(SettingsLoader.unknownVariables(OTHERS.stream().collect(Collectors.toMap(name -> name, name -> ""))))
                .isEmpty();
    }

    @Test
    void generatesThePrivacySecretOnlyWhereNothingLeavesThisMachine() throws IOException {
        Settings local = load(Map.of("SCE_HOME", folder.toString()));
        Secret first = PrivacySecret.of(local);
        assertThat(first.reveal()).hasSize(64);
        assertThat(PrivacySecret.of(local)).isEqualTo(first);
        Files.writeString(folder.resolve("privacy-secret"), "");
        assertThatThrownBy(() -> PrivacySecret.of(local))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("holds no secret any more")
                .hasMessageContaining("Put its copy back");
        Settings shared = load(Map.of("SCE_HOME", folder.toString(), "SCE_LAKE", "/mnt/lake"));
        assertThatThrownBy(() -> PrivacySecret.of(shared))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("sce.privacy.secret is required")
                .hasMessageContaining("SCE_PRIVACY_SECRET_FILE to that file")
                .hasMessageNotContaining("openssl");
        Settings other = load(Map.of("SCE_HOME", folder.resolve("new").toString(), "SCE_LAKE", "/mnt/lake"));
        assertThatThrownBy(() -> PrivacySecret.of(other)).hasMessageContaining("Make one with: openssl rand -hex 32");
    }

    private Settings load(Map<String, String> environment) {
        return SettingsLoader.load(null, environment, folder);
    }

    private List<String> faults(Map<String, String> environment) {
        return catchThrowableOfType(SettingsRejected.class, () -> load(environment))
                .faults();
    }

    private void file(String content) throws IOException {
        Files.writeString(folder.resolve("sce.yaml"), content);
    }
}
