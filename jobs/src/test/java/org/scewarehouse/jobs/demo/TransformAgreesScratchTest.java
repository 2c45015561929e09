package org.scewarehouse.jobs.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.*;
import org.scewarehouse.etl.simulator.prometheus.*;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.prometheus.*;
import org.scewarehouse.etl.star.*;
import org.scewarehouse.model.*;
import org.scewarehouse.model.dim.*;
import org.scewarehouse.model.fact.*;

class TransformAgreesScratchTest {
    @TempDir
    Path temp;

    @Test
    void normal() throws Exception {
        check(new DemoSettings(7, 1, LocalDate.of(2024, 8, 2), 7, Duration.ofMinutes(5), false));
    }

    @Test
    void troubled() throws Exception {
        check(new DemoSettings(7, 1, LocalDate.of(2024, 8, 2), 7, Duration.ofMinutes(5), true));
    }

    void check(DemoSettings settings) throws Exception {
        DemoOrganisation organisation = new DemoOrganisation(settings);
        long t0 = System.nanoTime();
        Map<String, ContainerDay> truth = new TreeMap<>();
        organisation
                .truth()
                .containerDays()
                .forEach(d -> truth.put(d.day() + " " + d.podUid() + " " + d.containerName(), d));
        System.err.println("truth rows " + truth.size() + " in " + (System.nanoTime() - t0) / 1e9);
        Map<String, String> problems = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        Set<String> found = new HashSet<>();
        try (PrometheusSimulator server =
                new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard())) {
            LocalStore store = new LocalStore(temp);
            RawZone raw = new RawZone(store);
            CuratedZone curated = new CuratedZone(store, temp.resolve("t"), 64 << 20);
            java.nio.file.Files.createDirectories(temp.resolve("t"));
            PrometheusExtract extract = new PrometheusExtract(
                    PrometheusConnection.of(server.url()), InstantSource.system(), Retry.standard(), "t");
            System.err.println(extract.reach(DemoSettings.night(settings.firstDay())));
            PrometheusTransform transform =
                    new PrometheusTransform(PrometheusTransformSettings.defaults(), temp.resolve("t"), 64 << 20);
            Dimensions dims = new Dimensions("", new byte[32], Reference.EMPTY);
            for (int d = 0; d < settings.days(); d++) {
                Day day = Day.of(settings.firstDay().plusDays(d), ZoneOffset.UTC);
                t0 = System.nanoTime();
                Map<String, Integer> attempts = new TreeMap<>();
                for (Endpoint e : PrometheusExtract.endpoints()) {
                    extract.extract(day, e, raw.writer("prometheus", e.name(), day.date(), 1), (a, b, c) -> {});
                    attempts.put(e.name(), 1);
                }
                raw.makeCurrent("prometheus", day.date(), attempts);
                long t1 = System.nanoTime();
                try (CuratedZone.Writer rows = curated.writer("prometheus", day.date())) {
                    transform.transform(
                            day, raw.current("prometheus", day.date()).orElseThrow(), dims, rows, (a, b, c) -> {});
                    Manifest m = rows.commit(new Manifest.Inputs("a", "b", null, "c", 1));
                    if (d == 0) m.findings().forEach(f -> System.err.println(f));
                }
                System.err.printf(
                        "%s extract %.2f transform %.2f%n",
                        day.date(), (t1 - t0) / 1e9, (System.nanoTime() - t1) / 1e9);
                Map<String, Map<String, Object>> containers = new HashMap<>();
                for (Map<String, Object> row : rows(curated, day, Warehouse.table(DimContainer.class)))
                    containers.put(row.get("container_key").toString(), row);
                for (Map<String, Object> row : rows(curated, day, Warehouse.table(FactContainerDay.class))) {
                    Map<String, Object> c =
                            containers.get(row.get("container_key").toString());
                    String key = day.date() + " " + c.get("pod_uid") + " " + c.get("container_name");
                    found.add(key);
                    ContainerDay t = truth.get(key);
                    if (t == null) {
                        problem(problems, kinds, "extra", key + c);
                        continue;
                    }
                    compare(problems, kinds, key, "running", t.runningSeconds(), row.get("running_seconds"), t);
                    compare(problems, kinds, key, "observed", t.observedSeconds(), row.get("observed_seconds"), t);
                    compare(problems, kinds, key, "cpu", t.cpuCoreSeconds(), row.get("cpu_core_seconds"), t);
                    compare(problems, kinds, key, "idle", t.idleSeconds(), row.get("idle_seconds"), t);
                    compare(
                            problems,
                            kinds,
                            key,
                            "request",
                            t.cpuRequestCoreSeconds(),
                            row.get("cpu_request_core_seconds"),
                            t);
                    compare(
                            problems,
                            kinds,
                            key,
                            "allocated",
                            t.cpuAllocatedCoreSeconds(),
                            row.get("cpu_allocated_core_seconds"),
                            t);
                    compare(
                            problems,
                            kinds,
                            key,
                            "memreq",
                            t.memoryRequestByteSeconds(),
                            row.get("memory_request_byte_seconds"),
                            t);
                    compare(problems, kinds, key, "memory", t.memoryByteSeconds(), row.get("memory_byte_seconds"), t);
                    compare(problems, kinds, key, "gpu", t.gpuRequestSeconds(), row.get("gpu_request_seconds"), t);
                    for (int b = 0; b < 7; b++)
                        compare(
                                problems,
                                kinds,
                                key,
                                "band" + b,
                                t.bands().get(b),
                                row.get("band_" + b + "_seconds"),
                                t);
                    if (t.isRunningAtDayEnd() != (Boolean) row.get("is_running_at_day_end"))
                        problem(problems, kinds, "atEnd", key + t);
                    if (!t.kind().equals(c.get("container_kind")))
                        problem(problems, kinds, "kind " + t.kind() + " " + c.get("container_kind"), key + t);
                }
            }
        }
        for (String key : truth.keySet())
            if (!found.contains(key)) problem(problems, kinds, "missing", key + truth.get(key));
        System.err.println("RESULT troubled=" + settings.isTroubled() + " " + kinds + " of " + truth.size());
        problems.forEach((k, v) -> System.err.println(k + ": " + v));
    }

    static void problem(Map<String, String> problems, Map<String, Integer> kinds, String kind, String text) {
        kinds.merge(kind, 1, Integer::sum);
        if (kinds.get(kind) <= 4) problems.put(kind + kinds.get(kind), text);
    }

    static void compare(
            Map<String, String> p,
            Map<String, Integer> k,
            String key,
            String what,
            Double expected,
            Object got,
            ContainerDay t) {
        Double g = (Double) got;
        if (expected == null || g == null) {
            if (expected != g) problem(p, k, what + " null", expected + " " + g + " " + t);
            return;
        }
        if (Math.abs(expected - g) > 1e-9 * Math.max(Math.abs(expected), 1e-3))
            problem(p, k, what, expected + " got " + g + " " + t);
    }

    static List<Map<String, Object>> rows(CuratedZone zone, Day day, TableSpec<?> table) {
        Row row = new Row(table.curatedColumns());
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RowReader reader = zone.rows("prometheus", day.date(), table)) {
            while (reader.next(row)) {
                Map<String, Object> values = new HashMap<>();
                for (int i = 0; i < row.columns().size(); i++) {
                    Object v = row.isNull(i)
                            ? null
                            : switch (row.columns().get(i).type()) {
                                case DOUBLE -> row.number(i);
                                case BOOLEAN -> row.bits(i) == 1;
                                case TEXT -> new String(row.text(i), StandardCharsets.UTF_8);
                                default -> row.bits(i);
                            };
                    values.put(row.columns().get(i).name(), v);
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
