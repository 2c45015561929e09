package org.scewarehouse.jobs.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the report of containers that the platform will end must say: of each that runs at the end, when. */
final class ContainerTimeTruth {

    private final DemoSettings settings;
    private final List<ContainerDay> days;
    /** Day on which each pod was made, by its uid. */
    private final Map<String, LocalDate> madeOn = new TreeMap<>();

    ContainerTimeTruth(DemoSettings settings, List<ContainerDay> days, List<Pod> pods) {
        this.settings = settings;
        this.days = days.stream().filter(ContainerDay::isInteractive).toList();
        pods.forEach(pod -> madeOn.put(pod.uid(), DemoContent.day(Instant.ofEpochMilli(pod.created()))));
    }

    /** First and last days of an incarnation while its days are read in order. */
    private static final class Seen {
        private @Nullable LocalDate first;
        private @Nullable LocalDate lastActive;
        private @Nullable ContainerDay last;

        void add(ContainerDay day) {
            first = first == null ? day.day() : first;
            lastActive = DemoSettings.isActive(day.activeSeconds()) ? day.day() : lastActive;
            last = day;
        }
    }

    TruthTable table() {
        Map<String, Seen> incarnations = new TreeMap<>();
        for (ContainerDay day : days) {
            incarnations
                    .computeIfAbsent(day.podUid() + " " + day.containerName(), key -> new Seen())
                    .add(day);
        }
        List<Map<String, @Nullable Object>> rows = incarnations.values().stream()
                .filter(seen -> seen.last != null
                        && seen.last.day().equals(settings.lastDay())
                        && seen.last.isRunningAtDayEnd())
                .map(this::row)
                .toList();
        return new TruthTable("container_time_left", List.of("pod_uid"), rows);
    }

    private Map<String, @Nullable Object> row(Seen seen) {
        ContainerDay last = Objects.requireNonNull(seen.last);
        LocalDate made = madeOn.get(last.podUid());
        // Whoever makes a container is there; of days before the first nothing is known.
        boolean isMakingSeen = made != null && !made.isBefore(Objects.requireNonNull(seen.first));
        LocalDate idleSince = seen.lastActive != null ? seen.lastActive : isMakingSeen ? made : null;
        return new ReportRow()
                .with("pod_uid", last.podUid())
                .with("environment", last.environment())
                .with("owner", last.owner())
                .with("last_active_on", seen.lastActive)
                .with("days_until_auto_deletion", idleSince == null ? null : left(idleSince))
                .columns();
    }

    private double left(LocalDate idleSince) {
        return Math.max(0, DemoSettings.IDLE_LIMIT_DAYS - (settings.lastDay().toEpochDay() - idleSince.toEpochDay()));
    }
}
