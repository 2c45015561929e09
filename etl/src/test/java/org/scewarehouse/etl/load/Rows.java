package org.scewarehouse.etl.load;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactContainerHour;
import org.scewarehouse.model.fact.FactVolumeDay;

/**
 * Rows of made-up people and containers. Keys say what they are: 1xx users, 2xx containers, 3xx clusters, 4xx
 * volumes.
 */
final class Rows {

    static final long CLUSTER = 301;

    private Rows() {}

    static DimUser user(long userId) {
        return version(userId + 1000, userId, Warehouse.OPEN_START, Warehouse.OPEN_END, true, true);
    }

    static DimUser version(
            long userKey, long userId, LocalDate from, LocalDate to, boolean isCurrent, boolean isInferred) {
        return new DimUser(
                userKey,
                userId,
                "pseudonym" + userId,
                from,
                to,
                isCurrent,
                isInferred,
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

    static DimComputeSystem cluster(LocalDate day) {
        return cluster(day, day, "eu-west-1");
    }

    static DimComputeSystem cluster(LocalDate first, LocalDate last, @Nullable String region) {
        return new DimComputeSystem(CLUSTER, "science", "science", "kubernetes", null, region, first, last);
    }

    static DimContainer pastContainer(LocalDate day, long key, String containerId) {
        return new DimContainer(
                key,
                containerId,
                null,
                "interactive",
                containerId,
                "",
                null,
                null,
                null,
                null,
                0,
                CLUSTER,
                null,
                null,
                null,
                null,
                null,
                day,
                day);
    }

    static DimContainer container(LocalDate day, long key, long userId) {
        return container(day, key, userId, "pod-" + key, null);
    }

    static DimContainer container(
            LocalDate day, long key, long userId, String podUid, @Nullable LocalDate lastActiveOn) {
        return container(day, key, userId, podUid, lastActiveOn, null);
    }

    static DimContainer container(
            LocalDate day,
            long key,
            long userId,
            String podUid,
            @Nullable LocalDate lastActiveOn,
            @Nullable Instant startedAt) {
        return new DimContainer(
                key,
                "workload-" + key,
                podUid,
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
                startedAt,
                null,
                null,
                lastActiveOn,
                day,
                day);
    }

    static DimVolume volume(LocalDate day, long key, long userId) {
        return new DimVolume(key, "home", "workbench", "home", null, null, userId, CLUSTER, null, day, day);
    }

    static FactContainerHour hour(String source, LocalDate day, int hour, long container, long userId, double cpu) {
        Instant at = day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
        return new FactContainerHour(
                day,
                at,
                container,
                0,
                0,
                userId,
                0,
                CLUSTER,
                source,
                3600,
                3600,
                cpu,
                1.0,
                3600.0,
                3600.0,
                3600.0 - cpu,
                null,
                null,
                null,
                1800,
                1800,
                1800,
                1800,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    static FactVolumeDay volumeDay(String source, LocalDate day, long volume, long userId, @Nullable Long used) {
        return new FactVolumeDay(
                day, volume, 0, userId, 0, CLUSTER, source, used, null, null, null, 1L << 40, null, false);
    }
}
