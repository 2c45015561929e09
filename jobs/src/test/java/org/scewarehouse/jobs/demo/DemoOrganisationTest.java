package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

class DemoOrganisationTest {

    private static final DemoSettings SMALL =
            new DemoSettings(7, 0.02, LocalDate.of(2024, 8, 2), 7, 20, Duration.ofMinutes(5), false);

    private static final DemoSettings MIDDLING = DemoSettings.upToLastDay(20240808, 0.2, 7);
    private static final DemoOrganisation ORGANISATION = new DemoOrganisation(MIDDLING);

    static DemoSettings troubled(DemoSettings settings) {
        return new DemoSettings(
                settings.seed(),
                settings.scale(),
                settings.firstDay(),
                settings.days(),
                settings.historyDays(),
                settings.scrapeInterval(),
                true);
    }

    @Test
    void equalSettingsGiveEqualSeries() throws Exception {
        assertThat(digest(new DemoOrganisation(SMALL))).isEqualTo(digest(new DemoOrganisation(SMALL)));
        DemoSettings other = new DemoSettings(8, 0.02, SMALL.firstDay(), 7, 20, Duration.ofMinutes(5), false);
        assertThat(digest(new DemoOrganisation(other))).isNotEqualTo(digest(new DemoOrganisation(SMALL)));
    }

    @Test
    void aSeriesIsTheSameHoweverItsTimeIsCut() {
        DemoOrganisation organisation = new DemoOrganisation(troubled(SMALL));
        long middle = SMALL.dayStart(3) + 1_234_567;
        for (String metric : organisation.metrics()) {
            organisation.series(metric).limit(40).forEach(series -> {
                StringBuilder whole = new StringBuilder();
                StringBuilder parts = new StringBuilder();
                series.forEach(
                        0,
                        Long.MAX_VALUE,
                        (at, value) -> whole.append(at).append('=').append(value));
                series.forEach(
                        0, middle, (at, value) -> parts.append(at).append('=').append(value));
                series.forEach(
                        middle,
                        Long.MAX_VALUE,
                        (at, value) -> parts.append(at).append('=').append(value));
                assertThat(parts).hasToString(whole.toString());
            });
        }
    }

    @Test
    void noTwoSeriesHaveTheSameLabelsAndTimesAscend() {
        for (DemoSettings settings : List.of(SMALL, troubled(SMALL))) {
            DemoOrganisation organisation = new DemoOrganisation(settings);
            for (String metric : organisation.metrics()) {
                Set<Labels> seen = new HashSet<>();
                organisation.series(metric).forEach(series -> {
                    assertThat(series.labels().metric()).isEqualTo(metric);
                    assertThat(seen.add(series.labels()))
                            .as("%s twice", series.labels())
                            .isTrue();
                    long[] last = {settings.from() - 1};
                    series.forEach(Long.MIN_VALUE, Long.MAX_VALUE, (at, value) -> {
                        assertThat(at).isGreaterThan(last[0]).isLessThan(settings.to());
                        last[0] = at;
                    });
                });
                assertThat(seen).as(metric).isNotEmpty();
            }
        }
    }

    @Test
    void theOrganisationIsAsLargeAndAsIdleAsItsUsersSay() {
        List<ContainerDay> days = ORGANISATION.truth().containerDays();
        List<ContainerDay> interactive =
                days.stream().filter(ContainerDay::isInteractive).toList();
        LocalDate last = MIDDLING.lastDay();
        long running = interactive.stream()
                .filter(day -> day.day().equals(last) && day.isRunningAtDayEnd())
                .map(ContainerDay::identity)
                .distinct()
                .count();
        assertThat(running).isEqualTo(Math.round(0.2 * 1979) + Math.round(0.2 * 23));
        double idle =
                interactive.stream().mapToDouble(ContainerDay::idleSeconds).sum();
        double observed =
                interactive.stream().mapToDouble(ContainerDay::observedSeconds).sum();
        assertThat(idle / observed).isBetween(0.9, 0.99);
        assertThat(interactive.stream().map(day -> day.image().tag()).distinct())
                .hasSizeGreaterThan(15);
        assertThat(interactive).extracting(ContainerDay::environment).contains("Ocean", "Apollo");
        assertThat(days.stream().map(ContainerDay::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("interactive", "batch", "content", "ci", "system", "sidecar");
        assertThat(interactive)
                .extracting(day -> day.image().repository())
                .contains("sce/rstudio", "ocean/rstudio", "sce/jupyter");
        assertThat(interactive).anyMatch(day -> day.gpuRequestSeconds() > 0);
        assertThat(days).anyMatch(day -> day.cpuCoreSeconds() == null);
    }

    @Test
    void namesAreUsedAgainByOtherPods() {
        List<Pod> pods = ORGANISATION.pods();
        long names = pods.stream()
                .map(pod -> pod.workload().namespace() + "/" + pod.name())
                .distinct()
                .count();
        assertThat(names).isLessThan(pods.size() - 20L);
        assertThat(pods.stream().map(Pod::uid).distinct()).hasSize(pods.size());
        assertThat(pods).anyMatch(pod -> pod.containers().get(0).runs().size() > 1);
    }

    @Test
    void bandsAndSharesOfTheTruthFitTogether() {
        for (ContainerDay day : new DemoOrganisation(troubled(SMALL)).truth().containerDays()) {
            assertThat(day.runningSeconds()).isGreaterThan(0).isLessThanOrEqualTo(86_400);
            assertThat(day.observedSeconds()).isBetween(0.0, day.runningSeconds());
            assertThat(day.bands().stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(day.observedSeconds(), org.assertj.core.data.Offset.offset(1e-6));
            assertThat(day.cpuAllocatedCoreSeconds()).isGreaterThanOrEqualTo(day.cpuRequestCoreSeconds() - 1e-6);
        }
    }

    @Test
    void truthIsWritten(@TempDir Path folder) throws Exception {
        DemoOrganisation organisation = new DemoOrganisation(SMALL);
        organisation.writeTruth(folder, Chaos.none(organisation.settings()));
        List<String> lines = Files.readAllLines(folder.resolve("truth/container_day.csv"));
        assertThat(lines).hasSize(1 + organisation.truth().containerDays().size());
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
        assertThat(folder.resolve("truth/runtime_version_split.csv")).isNotEmptyFile();
        assertThat(folder.resolve("truth/container_idleness.csv")).isNotEmptyFile();
        assertThat(folder.resolve("truth/day.csv")).isNotEmptyFile();
    }

    private static String digest(DemoOrganisation organisation) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteBuffer sample = ByteBuffer.allocate(16);
        for (String metric : organisation.metrics()) {
            organisation.series(metric).forEach(series -> {
                digest.update(series.labels().toString().getBytes(StandardCharsets.UTF_8));
                series.forEach(
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        (at, value) -> digest.update(
                                sample.putLong(0, at).putDouble(8, value).array()));
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
