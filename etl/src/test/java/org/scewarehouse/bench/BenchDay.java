package org.scewarehouse.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.fact.FactContainerHour;

/** A made-up day of containers that all run from midnight to midnight, with measures that do not compress. */
final class BenchDay {

    private static final String SOURCE = "prometheus";
    private static final long CLUSTER = 1;
    private static final int PEOPLE = 1_000;

    private BenchDay() {}

    static Manifest build(CuratedZone zone, LocalDate day, int rows) {
        try (CuratedZone.Writer writer = zone.writer(
                SOURCE,
                day,
                List.of(
                        Warehouse.table(DimUser.class),
                        Warehouse.table(DimComputeSystem.class),
                        Warehouse.table(DimContainer.class),
                        Warehouse.table(FactContainerHour.class)))) {
            Random random = new Random(day.toEpochDay());
            writer.add(new DimComputeSystem(CLUSTER, "science", "science", "kubernetes", null, null, day, day));
            for (int person = 1; person <= PEOPLE; person++) {
                writer.add(person(key("person", person)));
            }
            for (int i = 0; i < rows; i++) {
                long userId = key("person", 1 + i / 24 % PEOPLE);
                long container = key("container", i / 24);
                if (i % 24 == 0) {
                    writer.add(container(day, container, userId));
                }
                Instant hour = day.atTime(i % 24, 0).toInstant(ZoneOffset.UTC);
                writer.add(hour(day, hour, container, userId, random));
            }
            return writer.commit(new Manifest.Inputs("raw", "settings", null, "bench", 1));
        }
    }

    /** Spread over 53 bits, as real keys are. */
    private static long key(String entity, long number) {
        return new Random(entity.hashCode() * 31L + number).nextLong() >>> 11 | 1;
    }

    private static DimUser person(long userId) {
        return new DimUser(
                userId + 1,
                userId,
                "pseudonym" + userId,
                Warehouse.OPEN_START,
                Warehouse.OPEN_END,
                true,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                "unknown",
                null,
                0L);
    }

    private static DimContainer container(LocalDate day, long key, long userId) {
        return new DimContainer(
                key,
                "workload-" + key,
                "pod-uid-" + key,
                "interactive",
                "session",
                "workbench",
                "session-" + key,
                "Deployment",
                "session",
                "RStudio",
                userId,
                CLUSTER,
                null,
                null,
                null,
                null,
                null,
                day,
                day);
    }

    private static FactContainerHour hour(LocalDate day, Instant hour, long container, long userId, Random random) {
        double active = random.nextDouble() * 3600;
        double idle = 3600 - active;
        double used = active * random.nextDouble() * 4;
        double band = active / 3;
        return new FactContainerHour(
                day,
                hour,
                container,
                0,
                0,
                userId,
                0,
                CLUSTER,
                SOURCE,
                3600,
                3600,
                used,
                random.nextDouble() * 8,
                7200.0,
                Math.max(7200.0, used),
                Math.max(0, 7200.0 - used),
                random.nextDouble() * 1e13,
                random.nextDouble() * 1e10,
                6e13,
                idle,
                active,
                idle,
                band,
                band,
                band,
                0,
                0,
                0,
                0.0,
                random.nextDouble() * 1e9,
                random.nextDouble() * 1e9,
                null,
                null);
    }
}
