package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.fact.FactContainerDay;
import org.scewarehouse.model.fact.FactContainerHour;
import org.scewarehouse.model.hr.ContainerName;

/** Writes the rows of one container: its hours, its day as their sum, and itself. */
final class ContainerRows {

    static final String SOURCE = "prometheus";

    /** With that much active time in a day a container was active that day. */
    private static final double ACTIVE_DAY_SECONDS = 600;

    private final StarRows star;
    private final DayWindow window;
    private final ContainerActivity activity;
    private final ContainerEndings endings;
    private final ContainerHistory past;

    ContainerRows(
            StarRows star,
            DayWindow window,
            ContainerActivity activity,
            ContainerEndings endings,
            ContainerHistory past) {
        this.star = star;
        this.window = window;
        this.activity = activity;
        this.endings = endings;
        this.past = past;
    }

    /** The keys that the rows of a container share. */
    record Keys(long container, long image, long user, long project, long computeSystem) {}

    /** Writes all rows of the container; returns those of its day. */
    FactContainerDay write(PodTransform.Container container) {
        Pod pod = container.context().pod();
        Keys keys = new Keys(
                star.key(
                        "container",
                        pod.cluster(),
                        pod.namespace(),
                        pod.name(),
                        pod.uid(),
                        container.use().name()),
                star.image(container.image()),
                star.userId(container.login()),
                star.project(container.context().projectEvidence(container.login())),
                star.environment(pod.cluster(), pod.namespace()));
        List<FactContainerHour> hours = new ArrayList<>();
        for (int cell = 0; cell < container.use().hours().grid.size(); cell++) {
            if (container.use().hours().running.orZero(cell) > 0) {
                hours.add(hour(keys, container.use().hours(), cell));
            }
        }
        hours.forEach(star::add);
        FactContainerDay day = day(keys, container, hours);
        star.add(day);
        member(keys, container, day.activeSeconds() >= ACTIVE_DAY_SECONDS);
        return day;
    }

    private FactContainerHour hour(Keys keys, ContainerUse.Hours hours, int cell) {
        Double used = hours.cpu.coreSeconds.orNull(cell);
        Double requested = hours.cpuRequest.orNull(cell);
        Double allocated = used == null ? requested : requested == null ? used : (Double) Math.max(used, requested);
        return new FactContainerHour(
                star.day.date(),
                Instant.ofEpochMilli(hours.grid.label(cell)),
                keys.container(),
                keys.image(),
                Warehouse.UNKNOWN,
                keys.user(),
                keys.project(),
                keys.computeSystem(),
                SOURCE,
                seconds(hours.running.orZero(cell)),
                hours.cpu.observedSeconds(cell),
                used,
                hours.cpu.coresMax.orNull(cell),
                requested,
                allocated,
                used == null || allocated == null ? null : (Double) (allocated - used),
                hours.memory.orNull(cell),
                hours.memoryMax.orNull(cell),
                hours.memoryRequest.orNull(cell),
                hours.cpu.idleSeconds(cell),
                hours.cpu.activeSeconds(cell),
                hours.cpu.bandSeconds(cell, 0),
                hours.cpu.bandSeconds(cell, 1),
                hours.cpu.bandSeconds(cell, 2),
                hours.cpu.bandSeconds(cell, 3),
                hours.cpu.bandSeconds(cell, 4),
                hours.cpu.bandSeconds(cell, 5),
                hours.cpu.bandSeconds(cell, 6),
                hours.gpuRequest.orNull(cell),
                hours.networkReceive.orNull(cell),
                hours.networkTransmit.orNull(cell),
                hours.diskRead.orNull(cell),
                hours.diskWrite.orNull(cell));
    }

    private FactContainerDay day(Keys keys, PodTransform.Container container, List<FactContainerHour> hours) {
        ContainerUse use = container.use();
        return new FactContainerDay(
                star.day.date(),
                keys.container(),
                keys.image(),
                Warehouse.UNKNOWN,
                keys.user(),
                keys.project(),
                keys.computeSystem(),
                SOURCE,
                seconds(hours, FactContainerHour::runningSeconds),
                seconds(hours, FactContainerHour::observedSeconds),
                sum(hours, FactContainerHour::cpuCoreSeconds),
                max(hours, FactContainerHour::cpuCoresMax),
                sum(hours, FactContainerHour::cpuRequestCoreSeconds),
                sum(hours, FactContainerHour::cpuAllocatedCoreSeconds),
                sum(hours, FactContainerHour::cpuIdleAllocatedCoreSeconds),
                sum(hours, FactContainerHour::memoryByteSeconds),
                max(hours, FactContainerHour::memoryBytesMax),
                sum(hours, FactContainerHour::memoryRequestByteSeconds),
                seconds(hours, FactContainerHour::idleSeconds),
                seconds(hours, FactContainerHour::activeSeconds),
                seconds(hours, FactContainerHour::band0Seconds),
                seconds(hours, FactContainerHour::band1Seconds),
                seconds(hours, FactContainerHour::band2Seconds),
                seconds(hours, FactContainerHour::band3Seconds),
                seconds(hours, FactContainerHour::band4Seconds),
                seconds(hours, FactContainerHour::band5Seconds),
                seconds(hours, FactContainerHour::band6Seconds),
                sum(hours, FactContainerHour::gpuRequestSeconds),
                sum(hours, FactContainerHour::networkReceiveBytes),
                sum(hours, FactContainerHour::networkTransmitBytes),
                sum(hours, FactContainerHour::diskReadBytes),
                sum(hours, FactContainerHour::diskWriteBytes),
                (int) hours.stream().filter(h -> h.cpuCoreSeconds() == null).count(),
                use.missingLeftEdges(),
                use.unobservedGaps(),
                use.restarts(),
                use.running().contains(window.dayTo() - 1),
                ageDays(container.context().pod().instant(Metrics.POD_CREATED)));
    }

    private @Nullable Integer ageDays(@Nullable Long createdMillis) {
        if (createdMillis == null || createdMillis > window.dayTo()) {
            return null;
        }
        return (int) Duration.ofMillis(window.dayTo() - createdMillis).toDays();
    }

    private void member(Keys keys, PodTransform.Container container, boolean isActive) {
        PodContext context = container.context();
        Pod pod = context.pod();
        ContainerUse use = container.use();
        String login = context.login();
        LocalDate date = star.day.date();
        Long created = pod.instant(Metrics.POD_CREATED);
        Long ended = use.endedUpTo(window.dayTo());
        String containerId = star.dimensions
                .pseudonyms()
                .containerId(
                        pod.cluster(),
                        pod.namespace(),
                        context.workload().kind(),
                        context.workload().name(),
                        use.name());
        Long lastActive = container.kind().equals("interactive")
                ? activity.last(keys.container(), use, isActive, container.idleThreshold())
                : null;
        star.add(new DimContainer(
                keys.container(),
                containerId,
                pod.uid(),
                container.kind(),
                star.masked(use.name(), login),
                star.masked(pod.namespace(), login),
                star.masked(pod.name(), login),
                context.workload().kind(),
                star.masked(context.workload().name(), login),
                container.ide(),
                keys.user(),
                keys.computeSystem(),
                created == null ? past.createdAt(containerId) : instant(created),
                instant(use.startedAt()),
                instant(ended),
                ended == null
                        ? null
                        : endings.endedBy(containerId, pod, star.environmentName(pod.namespace()), ended, lastActive),
                isActive ? date : null,
                date,
                date));
        star.add(new ContainerName(
                keys.container(),
                pod.namespace(),
                pod.name(),
                context.workload().name(),
                date,
                date));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static double seconds(List<FactContainerHour> hours, ToDoubleFunction<FactContainerHour> measure) {
        return seconds(hours.stream().mapToDouble(measure).sum());
    }

    /** To the millisecond that time is measured in: what adding doubles leaves behind must not decide about a limit. */
    private static double seconds(double sum) {
        return Math.round(sum * 1000) / 1000.0;
    }

    /** The sum of what is known; null where no hour is. */
    private static @Nullable Double sum(
            List<FactContainerHour> hours, Function<FactContainerHour, @Nullable Double> measure) {
        Double sum = null;
        for (FactContainerHour hour : hours) {
            Double value = measure.apply(hour);
            if (value != null) {
                sum = sum == null ? value : (Double) (sum + value);
            }
        }
        return sum;
    }

    private static @Nullable Double max(
            List<FactContainerHour> hours, Function<FactContainerHour, @Nullable Double> measure) {
        Double max = null;
        for (FactContainerHour hour : hours) {
            Double value = measure.apply(hour);
            if (value != null) {
                max = max == null ? value : (Double) Math.max(max, value);
            }
        }
        return max;
    }
}
