package org.scewarehouse.etl.simulator.gitlab;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a world is grown from; equal settings give an equal world.
 *
 * @param firstDay first day on which anything happens
 * @param days number of days on which something happens
 * @param projects projects; each of twenty kinds in turn
 * @param people who they are; at least four
 * @param activeShare how likely a project has commits on a day, from 0 to 1
 * @param packagesPerProject packages in the lock file of a project
 * @param idStep how far apart the numbers of projects are, as they are where many were deleted
 */
public record WorldSettings(
        long seed,
        LocalDate firstDay,
        int days,
        int projects,
        List<Person> people,
        double activeShare,
        int packagesPerProject,
        int idStep) {

    /** Somebody with an account. */
    public record Person(String username, String email) {}

    /** Checks what no world can be grown from. */
    public WorldSettings {
        people = List.copyOf(people);
        if (people.size() < 4 || projects < 1 || days < 1 || !(activeShare >= 0 && activeShare <= 1)) {
            throw new IllegalArgumentException("a world needs four people, a project, a day, and a share from 0 to 1");
        }
    }

    /** With people who mean nobody, and twenty packages for each project. */
    public static WorldSettings of(LocalDate firstDay, int days, int projects, int people, double activeShare) {
        List<Person> all = IntStream.range(0, people)
                .mapToObj(i -> new Person("coder" + i, "coder" + i + "@example.org"))
                .toList();
        return new WorldSettings(1, firstDay, days, projects, all, activeShare, 20, 1);
    }

    /** With so many packages in each lock file. */
    public WorldSettings withPackages(int count) {
        return new WorldSettings(seed, firstDay, days, projects, people, activeShare, count, idStep);
    }

    /** With the numbers of projects so far apart. */
    public WorldSettings withIdStep(int step) {
        return new WorldSettings(seed, firstDay, days, projects, people, activeShare, packagesPerProject, step);
    }
}
