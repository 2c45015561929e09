package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds up one container incarnation from its schedule: hours for CPU, days for the rest. All sums are of integers. */
final class ContainerTruth {

    /** Samples further apart are not observed, and no value is held longer. */
    private static final long GAP_LIMIT = 10 * DemoSettings.MINUTE;
    /** Samples further apart are booked nowhere. */
    private static final long EDGE = 2 * HOUR;

    private static final double[] BAND_STARTS = {0.05, 1, 2, 4, 8, 16};
    private static final long HOURS = DAY / HOUR;

    private final DemoSettings settings;
    private final Pod pod;
    private final PodContainer container;
    private final long[] runningMillis;
    private final long[] cpuUnits;
    private final boolean[] isCpuKnown;
    private final long[][] bandMillis;
    private final long[] memoryByteMillis;
    private final boolean[] isMemoryKnown;
    private final boolean[] isRunningAtEnd;

    ContainerTruth(DemoSettings settings, Pod pod, PodContainer container) {
        this.settings = settings;
        this.pod = pod;
        this.container = container;
        int hours = (int) (settings.days() * HOURS);
        this.runningMillis = new long[hours];
        this.cpuUnits = new long[hours];
        this.isCpuKnown = new boolean[hours];
        this.bandMillis = new long[settings.days()][BAND_STARTS.length + 1];
        this.memoryByteMillis = new long[settings.days()];
        this.isMemoryKnown = new boolean[settings.days()];
        this.isRunningAtEnd = new boolean[settings.days()];
    }

    /** Books that it ran in {@code [from, to)}. */
    void addRun(long from, long to) {
        split(from, to, HOUR, (hour, millis) -> runningMillis[hour] += millis);
        for (int day = 0; day < settings.days(); day++) {
            long last = settings.dayStart(day + 1) - 1;
            isRunningAtEnd[day] |= from <= last && to > last;
        }
    }

    /** Books the stretches between the samples of one run. */
    void addCpu(CpuCounter counter) {
        counter.forEachStretch(settings.to(), (from, to, parts) -> {
            if (to - from <= EDGE) {
                split(from, to, HOUR, (hour, millis) -> {
                    cpuUnits[hour] += parts * millis;
                    isCpuKnown[hour] = true;
                });
            }
            if (to - from <= GAP_LIMIT) {
                int band = band(parts);
                split(from, to, DAY, (day, millis) -> bandMillis[day][band] += millis);
            }
        });
    }

    /** Books the working set of one run, each sample held until the next, but neither too long nor past the end. */
    void addMemory(Scrapes scrapes, Run run, long runningTo) {
        long begin = Math.max(run.start(), settings.dayStart(0) - DAY);
        for (long at = scrapes.next(begin); at < run.end(); ) {
            long bytes = container.memoryBytes(at);
            long scrape = scrapes.after(at);
            long next = scrape < run.end() ? scrape : Scrapes.NONE;
            long to = Math.min(Math.min(next, at + GAP_LIMIT), runningTo);
            split(at, to, DAY, (day, millis) -> {
                memoryByteMillis[day] += bytes * millis;
                isMemoryKnown[day] = true;
            });
            at = next;
        }
    }

    /** The days on which it ran. */
    List<ContainerDay> days() {
        return IntStream.range(0, settings.days())
                .mapToObj(this::day)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ContainerDay> day(int day) {
        long running = 0;
        long units = 0;
        boolean isKnown = false;
        double allocated = 0;
        double unknown = 0;
        for (int hour = (int) (day * HOURS); hour < (day + 1) * HOURS; hour++) {
            running += runningMillis[hour];
            units += cpuUnits[hour];
            isKnown |= isCpuKnown[hour];
            double inHour = Math.max(
                    requested(container.requestMillicores() / 1000.0, runningMillis[hour]),
                    cpuUnits[hour] / CpuCounter.UNITS);
            allocated += inHour;
            unknown += isCpuKnown[hour] ? 0 : inHour;
        }
        if (running == 0) {
            return Optional.empty();
        }
        Workload workload = pod.workload();
        long[] bands = bandMillis[day];
        return Optional.of(new ContainerDay(
                LocalDate.ofEpochDay(settings.dayStart(day) / DAY),
                pod.uid(),
                container.name(),
                workload.identity() + "/" + container.name(),
                workload.namespace(),
                pod.name(),
                workload.environment(),
                container.kind().text(),
                workload.login(),
                image(container.image()),
                running / 1000.0,
                Arrays.stream(bands).sum() / 1000.0,
                isKnown ? (Double) (units / CpuCounter.UNITS) : null,
                requested(container.requestMillicores() / 1000.0, running),
                allocated,
                unknown,
                isMemoryKnown[day] ? (Double) (memoryByteMillis[day] / 1000.0) : null,
                requested(container.requestMemoryBytes(), running),
                requested(container.gpus(), running),
                bands[0] / 1000.0,
                Arrays.stream(bands).mapToObj(millis -> millis / 1000.0).toList(),
                isRunningAtEnd[day]));
    }

    private static double requested(double amount, long millis) {
        return amount * millis / 1000.0;
    }

    /** The registry is what stands before the first slash, if it looks like a host. */
    private static ContainerDay.ImageFacts image(Image image) {
        String name = image.repository();
        int slash = name.indexOf('/');
        boolean hasRegistry = slash > 0 && name.substring(0, slash).matches(".*[.:].*");
        return new ContainerDay.ImageFacts(
                hasRegistry ? name.substring(slash + 1) : name, image.tag(), image.rVersion(), image.pythonVersion());
    }

    private static int band(int parts) {
        int band = 0;
        while (band < BAND_STARTS.length && parts >= BAND_STARTS[band] * Load.PARTS) {
            band++;
        }
        return band;
    }

    private interface Share {
        void add(int cell, long millis);
    }

    /** Splits a stretch over the hours or days of the period; what lies outside is left out. */
    private void split(long from, long to, long cell, Share share) {
        long origin = settings.dayStart(0);
        long end = Math.min(to, settings.dayStart(settings.days()));
        for (long begin = Math.max(from, origin); begin < end; ) {
            int index = (int) ((begin - origin) / cell);
            long next = Math.min(end, origin + (index + 1) * cell);
            share.add(index, next - begin);
            begin = next;
        }
    }
}
