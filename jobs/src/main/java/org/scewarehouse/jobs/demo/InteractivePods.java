package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;
import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.InteractiveWorkloads.Made;
import org.scewarehouse.jobs.demo.Person.Frequency;

/**
 * The containers people work in: made, used, idled, started anew, deleted by their user or by the rule against
 * forgotten ones. Each comes as the pods it has had.
 */
final class InteractivePods {

    private final PodMaker maker;
    private final DemoSettings settings;
    private final InteractiveWorkloads workloads;

    InteractivePods(PodMaker maker, Images images) {
        this.maker = maker;
        this.settings = maker.settings();
        this.workloads = new InteractiveWorkloads(maker, images);
    }

    /** All pods of all containers of these people. */
    List<Pod> of(List<Person> people) {
        List<Pod> pods = new ArrayList<>();
        int number = 0;
        for (Person person : people) {
            SplittableRandom random = Seeds.stream(person.seed(), "containers", 0);
            int count = 1 + geometric(random, person.frequency() == Frequency.LESS ? 0.45 : 0.61);
            for (int i = 0; i < count; i++) {
                addContainer(pods, person, i, number++);
            }
        }
        return pods;
    }

    private void addContainer(List<Pod> pods, Person person, int index, int number) {
        SplittableRandom random = Seeds.stream(person.seed(), "container", index);
        boolean isOld = random.nextDouble() < 0.82;
        long born = isOld
                ? settings.from() - (1 + random.nextInt(900)) * DAY - seconds(random, DAY)
                : workTime(person, random);
        long ended = end(person, born, isOld, random);
        Made made = workloads.made(person, index, number, random);
        long created = born;
        while (created < ended && created < settings.to()) {
            Node node = maker.cluster().node(made.pool(), made.nodeNumber(), Math.max(created, settings.from()));
            long replaced = Math.min(Cluster.drain(node), nextRestart(made, person, created, random));
            long deletion = Math.min(replaced, ended);
            pods.add(maker.pod(
                    made.workload(),
                    made.podName(random),
                    node,
                    created,
                    deletion,
                    made.recipes(),
                    person.seed() + index));
            created = deletion == Run.OPEN ? Run.OPEN : deletion + made.pause(random);
        }
    }

    /** When it ends for good: short-lived ones after minutes, some by their user, some by the nightly rule. */
    private long end(Person person, long born, boolean isOld, SplittableRandom random) {
        double fate = random.nextDouble();
        if (!isOld && fate < 0.35) {
            return born + 4 * MINUTE + seconds(random, 36 * MINUTE);
        }
        if (fate < 0.08) {
            return Math.max(workTime(person, random), born + 10 * MINUTE);
        }
        if (fate < 0.12) {
            return settings.dayStart(1 + random.nextInt(settings.days())) + HOUR + seconds(random, 20 * MINUTE);
        }
        return Run.OPEN;
    }

    /** Notebook servers are stopped in the evening and started again; their pod keeps its name. */
    private long nextRestart(Made made, Person person, long created, SplittableRandom random) {
        if (!made.isCulled()) {
            return Run.OPEN;
        }
        long from = Math.max(created, settings.from());
        long evening = Math.floorDiv(from, DAY) * DAY + 18 * HOUR - person.zoneMillis() + seconds(random, 2 * HOUR);
        return evening > created + HOUR ? evening : evening + DAY;
    }

    /** A time at which the person works, on a weekday of the period if it has one. */
    private long workTime(Person person, SplittableRandom random) {
        int day = random.nextInt(settings.days());
        for (int i = 0; i < settings.days() && isWeekend(day); i++) {
            day = (day + 1) % settings.days();
        }
        return settings.dayStart(day) + 8 * HOUR + seconds(random, 9 * HOUR) - person.zoneMillis() / 2;
    }

    private boolean isWeekend(int day) {
        DayOfWeek weekday = LocalDate.ofEpochDay(settings.dayStart(day) / DAY).getDayOfWeek();
        return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    }

    private static int geometric(SplittableRandom random, double chance) {
        int count = 0;
        while (count < 8 && random.nextDouble() < chance) {
            count++;
        }
        return count;
    }

    private static long seconds(SplittableRandom random, long below) {
        return random.nextLong(below) / SECOND * SECOND;
    }
}
