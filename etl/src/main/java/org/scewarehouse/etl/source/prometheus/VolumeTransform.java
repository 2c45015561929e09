package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.VolumeName;

/** From the series of one claim to its state at the end of the day. */
final class VolumeTransform {

    private final StarRows star;
    private final DayWindow window;
    private final PodOwner podOwner;
    private final List<Rule> kindRules;
    private final CarriedVolumes carried;

    VolumeTransform(
            StarRows star,
            DayWindow window,
            PodOwner podOwner,
            PrometheusTransformSettings settings,
            CarriedVolumes carried) {
        this.carried = carried;
        this.star = star;
        this.window = window;
        this.podOwner = podOwner;
        this.kindRules = Rule.parseAll(settings.volumeKindRules());
    }

    /** A value at day end and when it was measured. */
    private record Measured(long value, long timeMillis) {}

    /** Writes the rows of one claim, unless it was not seen in the day. */
    void write(String cluster, String namespace, String claim, Map<String, List<Series>> byMetric) {
        Measured used = atDayEnd(byMetric, Metrics.VOLUME_USED);
        if (used == null && !isSeenInDay(byMetric)) {
            return;
        }
        String login = login(namespace, claim, byMetric);
        long key = star.key("volume", cluster, namespace, claim);
        CarriedVolumes.Known before = carried.take(key);
        long userId = login == null && before != null ? before.state().userId() : star.userId(login);
        carried.keepUser(userId);
        long computeSystem = star.environment(cluster, namespace);
        FactVolumeDay now = new FactVolumeDay(
                star.day.date(),
                key,
                Warehouse.UNKNOWN,
                userId,
                Warehouse.UNKNOWN,
                computeSystem,
                ContainerRows.SOURCE,
                value(used),
                value(atDayEnd(byMetric, Metrics.VOLUME_FILES)),
                null,
                value(atDayEnd(byMetric, Metrics.VOLUME_CAPACITY)),
                value(atDayEnd(byMetric, Metrics.CLAIM_REQUESTED)),
                used == null ? null : Instant.ofEpochMilli(used.timeMillis()),
                false);
        star.add(used == null && before != null ? withUse(now, before.state()) : now);
        member(cluster, namespace, claim, byMetric, login, before, key, userId, computeSystem);
    }

    /** The volume on a later day on which nothing is known of it. */
    static FactVolumeDay carried(FactVolumeDay before, LocalDate day) {
        return new FactVolumeDay(
                day,
                before.volumeKey(),
                Warehouse.UNKNOWN,
                before.userId(),
                before.projectKey(),
                before.computeSystemKey(),
                before.source(),
                before.usedBytes(),
                before.fileCount(),
                before.softLimitBytes(),
                before.hardLimitBytes(),
                before.requestedBytes(),
                before.measuredAt(),
                before.usedBytes() != null);
    }

    /** The volume as it is listed today, with what was measured while a pod last mounted it. */
    private static FactVolumeDay withUse(FactVolumeDay now, FactVolumeDay before) {
        return new FactVolumeDay(
                now.day(),
                now.volumeKey(),
                Warehouse.UNKNOWN,
                now.userId(),
                now.projectKey(),
                now.computeSystemKey(),
                now.source(),
                before.usedBytes(),
                before.fileCount(),
                before.softLimitBytes(),
                before.hardLimitBytes(),
                now.requestedBytes() == null ? before.requestedBytes() : now.requestedBytes(),
                before.measuredAt(),
                before.usedBytes() != null);
    }

    private void member(
            String cluster,
            String namespace,
            String claim,
            Map<String, List<Series>> byMetric,
            @Nullable String login,
            CarriedVolumes.@Nullable Known before,
            long key,
            long userId,
            long computeSystem) {
        Pod asPod = new Pod(cluster, namespace, claim, null, byMetric);
        String kind = Rule.first(kindRules, trait -> switch (trait) {
            case "claim" -> claim;
            case "namespace" -> namespace;
            default -> null;
        });
        Long created = asPod.instant(Metrics.CLAIM_CREATED);
        // Whose login is not seen today is still masked as on the day on which it was.
        DimVolume masked = login == null && before != null ? before.member() : null;
        star.add(new DimVolume(
                key,
                masked == null ? star.masked(claim, login) : masked.volumeName(),
                masked == null ? star.masked(namespace, login) : masked.namespaceName(),
                kind == null ? "other" : kind,
                asPod.label(Metrics.CLAIM_INFO, "storageclass"),
                null,
                userId,
                computeSystem,
                created == null ? null : Instant.ofEpochMilli(created),
                star.day.date(),
                star.day.date()));
        star.add(new VolumeName(key, claim, namespace, star.day.date(), star.day.date()));
    }

    /** The one person whose pods mount the claim, else whom its name tells. */
    private @Nullable String login(String namespace, String claim, Map<String, List<Series>> byMetric) {
        Set<String> users = byMetric.getOrDefault(Metrics.CLAIM_USER, List.of()).stream()
                .map(s -> s.text("login"))
                .collect(Collectors.toCollection(TreeSet::new));
        return users.size() == 1
                ? users.iterator().next()
                : users.isEmpty() ? podOwner.login(namespace, "", new TreeMap<>(), Set.of(claim)) : null;
    }

    /** The last value of the day; of several mounts measured within the gap limit the largest. */
    private @Nullable Measured atDayEnd(Map<String, List<Series>> byMetric, String metric) {
        List<Measured> last = byMetric.getOrDefault(metric, List.of()).stream()
                .filter(s -> s.samples().count(window.dayFrom(), window.dayTo()) > 0)
                .map(s -> {
                    int index = s.samples().indexOf(window.dayTo()) - 1;
                    return new Measured(
                            Math.round(s.samples().value(index)), s.samples().time(index));
                })
                .toList();
        long latest = last.stream().mapToLong(Measured::timeMillis).max().orElse(0);
        return last.stream()
                .filter(m -> m.timeMillis() >= latest - window.gapLimit())
                .max((a, b) -> a.value() == b.value()
                        ? Long.compare(a.timeMillis(), b.timeMillis())
                        : Long.compare(a.value(), b.value()))
                .orElse(null);
    }

    private boolean isSeenInDay(Map<String, List<Series>> byMetric) {
        return byMetric.values().stream()
                .flatMap(List::stream)
                .anyMatch(s -> s.samples().count(window.dayFrom(), window.dayTo()) > 0);
    }

    private static @Nullable Long value(@Nullable Measured measured) {
        return measured == null ? null : (Long) measured.value();
    }
}
