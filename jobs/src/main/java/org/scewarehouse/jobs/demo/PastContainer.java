package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.Person.Part;

/**
 * A container that ended before the period, as the platform's own export of past containers has it.
 *
 * @param createdOn day on which it was made
 * @param endedOn day on which it ended, at noon
 */
record PastContainer(
        String id,
        Person owner,
        String environment,
        Image image,
        LocalDate createdOn,
        LocalDate endedOn,
        String endedBy) {

    static final String HEADER = "container_id,login,environment,container_kind,image,created_at,ended_at,ended_by";

    /** So many that with those of the period there are as many as there ever were. */
    static List<PastContainer> of(DemoSettings settings, List<Person> people, List<ContainerPlan> plans) {
        List<PastContainer> past = new ArrayList<>();
        Quotas quotas = new Quotas(settings.scale());
        long ofTeam =
                plans.stream().filter(plan -> plan.owner().isPlatformTeam()).count();
        List<Person> team = people.stream().filter(Person::isPlatformTeam).toList();
        List<Person> others = people.stream()
                .filter(person -> !person.isPlatformTeam() && person.part() != Part.VIEWS)
                .toList();
        Images images = new Images();
        add(past, settings, images, others, quotas.ofOthers("total containers") - (plans.size() - ofTeam));
        if (!team.isEmpty()) {
            add(past, settings, images, team, quotas.ofPlatformTeam("total containers") - ofTeam);
        }
        return List.copyOf(past);
    }

    private static void add(
            List<PastContainer> past, DemoSettings settings, Images images, List<Person> owners, long count) {
        for (long i = 0; i < count; i++) {
            SplittableRandom random = Seeds.stream(settings.seed(), "past", past.size());
            LocalDate ended = settings.firstDay().minusDays(2 + random.nextInt(1400));
            past.add(new PastContainer(
                    "past-" + PodMaker.hex(random, 12) + "-" + past.size(),
                    owners.get(random.nextInt(owners.size())),
                    random.nextInt(3) == 0 ? "Apollo" : "Ocean",
                    random.nextInt(3) == 0 ? images.withoutR(random) : images.ofR(random),
                    ended.minusDays(1 + random.nextInt(500)),
                    ended,
                    random.nextInt(3) == 0 ? "platform_rule" : "user"));
        }
    }

    /** As a line of the export. */
    String line() {
        return String.join(
                ",",
                id,
                owner.login(),
                environment,
                "interactive",
                image.reference(),
                createdOn.atTime(9, 0).toInstant(ZoneOffset.UTC).toString(),
                endedOn.atTime(12, 0).toInstant(ZoneOffset.UTC).toString(),
                endedBy);
    }
}
