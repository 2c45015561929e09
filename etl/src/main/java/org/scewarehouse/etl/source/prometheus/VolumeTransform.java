package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.VolumeName;

/** From the series of each claim to its state at the end of the day, carried forward where it is not measured. */
final class VolumeTransform {

    private final StarRows star;
    private final DayWindow window;
    private final PodOwner podOwner;
    private final List<Rule> kindRules;
    private final SortedMap<String, VolumeState> earlier;
    private final SortedMap<String, VolumeState> now = new TreeMap<>();
    /** Clusters of which kube-state-metrics listed a claim in the day. */
    private final Set<String> listed = new TreeSet<>();

    /**
     * For one day.
     *
     * @param earlier what was last known of each claim, by {@link VolumeState#key}
     */
    VolumeTransform(
            StarRows star,
            DayWindow window,
            PodOwner podOwner,
            PrometheusTransformSettings settings,
            SortedMap<String, VolumeState> earlier) {
        this.star = star;
        this.window = window;
        this.podOwner = podOwner;
        this.kindRules = Rule.parseAll(settings.volumeKindRules());
        this.earlier = new TreeMap<>(earlier);
    }

    /** A value at day end and when it was measured. */
    private record Measured(long value, long timeMillis) {}

    /** Writes the rows of one claim, unless it was not seen in the day. */
    void write(SeriesGroup group) {
        String cluster = group.name().get(0);
        String namespace = group.name().get(1);
        String claim = group.name().get(2);
        Map<String, List<Series>> byMetric = group.byMetric();
        if (atDayEnd(byMetric, Metrics.CLAIM_INFO) != null) {
            listed.add(cluster);
        }
        Measured used = atDayEnd(byMetric, Metrics.VOLUME_USED);
        if (used == null && !isSeenInDay(byMetric)) {
            return;
        }
        Pod asPod = new Pod(cluster, namespace, claim, null, byMetric);
        VolumeState seen = new VolumeState(
                cluster,
                namespace,
                claim,
                value(used),
                value(atDayEnd(byMetric, Metrics.VOLUME_FILES)),
                value(atDayEnd(byMetric, Metrics.VOLUME_CAPACITY)),
                value(atDayEnd(byMetric, Metrics.CLAIM_REQUESTED)),
                used == null ? null : (Long) used.timeMillis(),
                login(namespace, claim, byMetric),
                asPod.label(Metrics.CLAIM_INFO, "storageclass"),
                asPod.instant(Metrics.CLAIM_CREATED));
        write(seen.orElse(earlier.remove(VolumeState.key(cluster, namespace, claim))), used == null);
    }

    /**
     * Writes the claims that no series showed; to be called after all others.
     *
     * @param isListed whether kube-state-metrics lists the claims there are, so that one it does not show is gone; in
     *     a cluster of which it listed none in the day it may have been away
     * @return what is known at the end of the day
     */
    byte[] writeUnseen(boolean isListed) {
        earlier.values().stream()
                .filter(state -> !isListed || !listed.contains(state.cluster()))
                .forEach(state -> write(state, true));
        return VolumeState.write(now.values());
    }

    private void write(VolumeState state, boolean isCarried) {
        now.put(VolumeState.key(state.cluster(), state.namespace(), state.claim()), state);
        long key = star.key("volume", state.cluster(), state.namespace(), state.claim());
        long userId = star.userId(state.login());
        long computeSystem = star.environment(state.cluster(), state.namespace());
        star.add(new FactVolumeDay(
                star.day.date(),
                key,
                Warehouse.UNKNOWN,
                userId,
                star.project(projectEvidence(state)),
                computeSystem,
                ContainerRows.SOURCE,
                state.usedBytes(),
                state.fileCount(),
                null,
                state.hardLimitBytes(),
                state.requestedBytes(),
                instant(state.measuredAtMillis()),
                isCarried && state.measuredAtMillis() != null));
        star.add(new DimVolume(
                key,
                isNameless(state) ? star.hidden(state.claim()) : star.masked(state.claim(), state.login()),
                star.masked(state.namespace(), state.login()),
                kind(state),
                state.storageClass(),
                null,
                userId,
                computeSystem,
                instant(state.createdAtMillis()),
                star.day.date(),
                star.day.date()));
        star.add(new VolumeName(key, state.claim(), state.namespace(), star.day.date(), star.day.date()));
    }

    private static Map<String, String> projectEvidence(VolumeState state) {
        String login = state.login();
        return login == null
                ? Map.of("namespace", state.namespace())
                : Map.of("namespace", state.namespace(), "login", login);
    }

    /** A home names its owner; as long as nobody is known to own it, its name cannot be masked and is hidden. */
    private boolean isNameless(VolumeState state) {
        return state.login() == null && kind(state).equals("home");
    }

    private String kind(VolumeState state) {
        String kind = Rule.first(kindRules, trait -> switch (trait) {
            case "claim" -> state.claim();
            case "namespace" -> state.namespace();
            default -> null;
        });
        return kind == null ? "other" : kind;
    }

    /** The one person whose pods mount the claim, however their login is spelled there, else whom its name tells. */
    private @Nullable String login(String namespace, String claim, Map<String, List<Series>> byMetric) {
        Map<Long, String> users = new TreeMap<>();
        for (Series user : byMetric.getOrDefault(Metrics.CLAIM_USER, List.of())) {
            String login = user.text("login");
            long person =
                    star.dimensions.identities().person(login, star.day.date()).userId();
            users.putIfAbsent(person, login);
        }
        if (users.isEmpty()) {
            return podOwner.login(namespace, "", "", Map.of(), Set.of(claim));
        }
        return users.size() == 1 ? users.values().iterator().next() : null;
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

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
