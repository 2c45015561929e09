package org.scewarehouse.etl.simulator.connect;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a world is grown from; equal settings give an equal world.
 *
 * @param firstDay first day on which there are visits
 * @param days number of days with visits
 * @param items content items; each of twenty kinds in turn
 * @param people who they are; at least four
 * @param visitsPerItem visits of a popular item on a day
 * @param mostHits most hits that one visit makes
 */
public record WorldSettings(
        long seed, LocalDate firstDay, int days, int items, List<Person> people, double visitsPerItem, int mostHits) {

    /** Somebody with an account. */
    public record Person(String username, String email) {}

    /** Checks what no world can be grown from. */
    public WorldSettings {
        people = List.copyOf(people);
        if (people.size() < 4 || items < 1 || days < 1 || visitsPerItem > 200 || mostHits < 1) {
            throw new IllegalArgumentException("a world needs four people, an item, a day, and at most 200 visits");
        }
    }

    /** With people who mean nobody. */
    public static WorldSettings of(LocalDate firstDay, int days, int items, int people, double visitsPerItem) {
        List<Person> all = IntStream.range(0, people)
                .mapToObj(i -> new Person("person" + i, "person" + i + "@example.org"))
                .toList();
        return new WorldSettings(1, firstDay, days, items, all, visitsPerItem, 3);
    }
}
