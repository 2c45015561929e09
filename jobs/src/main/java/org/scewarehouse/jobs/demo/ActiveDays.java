package org.scewarehouse.jobs.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** On which days of the period, from 0, somebody works: as many as fit how often they do, weekdays first. */
final class ActiveDays {

    private final DemoSettings settings;
    private final List<Integer> weekdays;
    private final List<Integer> weekends;

    ActiveDays(DemoSettings settings) {
        this.settings = settings;
        this.weekdays = IntStream.range(0, settings.days())
                .filter(day -> !isWeekend(day))
                .boxed()
                .toList();
        this.weekends = IntStream.range(0, settings.days())
                .filter(this::isWeekend)
                .boxed()
                .toList();
    }

    private boolean isWeekend(int day) {
        DayOfWeek weekday = settings.firstDay().plusDays(day).getDayOfWeek();
        return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    }

    /** The days of a person. */
    BitSet of(Person person) {
        SplittableRandom random = Seeds.stream(person.seed(), "active days", 0);
        int least = Math.max(0, (int) Math.floor(person.frequency().above * settings.days()) + 1);
        int most = (int) Math.floor(person.frequency().most * settings.days());
        // Nobody works every day of the week, unless the period has no other days.
        most = Math.max(least, Math.min(most, weekdays.size() - 1));
        int count = Math.min(settings.days(), least + random.nextInt(most - least + 1));
        List<Integer> order = shuffled(weekdays, random);
        order.addAll(shuffled(weekends, random));
        if (count > 1 && !weekends.isEmpty() && random.nextInt(8) == 0) {
            order.add(0, order.remove(order.size() - 1));
        }
        BitSet days = new BitSet();
        order.subList(0, count).forEach(days::set);
        return days;
    }

    /** A weekday of the period, if it has one. */
    int weekday(SplittableRandom random) {
        List<Integer> days = weekdays.isEmpty() ? weekends : weekdays;
        return days.get(random.nextInt(days.size()));
    }

    private static List<Integer> shuffled(List<Integer> days, SplittableRandom random) {
        List<Integer> order = new ArrayList<>(days);
        for (int i = order.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Integer day = order.get(i);
            order.set(i, order.get(other));
            order.set(other, day);
        }
        return order;
    }

    /** The first day of the period as a date. */
    LocalDate firstDay() {
        return settings.firstDay();
    }
}
