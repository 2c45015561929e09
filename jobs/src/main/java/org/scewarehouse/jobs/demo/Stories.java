package org.scewarehouse.jobs.demo;

import java.util.List;

/**
 * People of whom the truth tells something in particular. All of them work daily, and in none of the six departments.
 *
 * @param simulator who runs simulations on AWS Batch
 * @param collector who has three containers that are nearly always idle, and much content
 * @param repeater who makes many containers of one image
 */
record Stories(Person simulator, Person collector, Person repeater) {

    /** Core hours of the simulator in the period, at any scale. */
    static final int SIMULATED_CORE_HOURS = 2971;

    /** Containers of the collector, with the share of time in which they are idle. */
    static final int COLLECTED_CONTAINERS = 3;

    static final double COLLECTED_IDLE = 0.93;

    /** Items of the collector, of which some were never deployed and some are not viewed. */
    static final int COLLECTED_ITEMS = 75;

    static final int COLLECTED_NEVER_DEPLOYED = 2;
    static final int COLLECTED_NOT_VIEWED = 2;

    /** Containers of one image that the repeater makes in the period. */
    static final int REPEATED_CONTAINERS = 11;

    static Stories of(List<Person> people) {
        List<Person> daily = people.stream()
                .filter(person -> person.hasContainers() && person.usesConnect() && People.isElsewhere(person))
                .sorted((left, right) -> left.frequency().compareTo(right.frequency()))
                .limit(3)
                .toList();
        if (daily.size() < 3) {
            throw new IllegalArgumentException("--scale is too small: the organisation needs three people outside the"
                    + " departments that are counted; take 0.01 or more");
        }
        return new Stories(daily.get(0), daily.get(1), daily.get(2));
    }

    boolean isTold(Person person) {
        return person.equals(simulator) || person.equals(collector) || person.equals(repeater);
    }
}
