package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.jobs.demo.Person.Part;

/**
 * HR of the organisation: a snapshot per day, in which some people who work already are listed only from the third day
 * on, some move to another department in the middle of the period, and some leave. Those of the departments that are
 * counted stay, and whoever left before is still listed, as gone.
 */
final class DemoHr {

    private static final String HEADER = "employee_id,login,email,status,department_code,department_name,"
            + "department_parent_code,division,site,country,cost_center,manager_employee_id,job_family,given_name,"
            + "family_name,termination_date";

    /** One person in so many moves; a part of them leaves. */
    private static final int ONE_IN = 11;

    /** One in so many of those who work in containers only joins late. */
    private static final int JOINERS_ONE_IN = 4;

    private final DemoSettings settings;
    private final List<Person> people;
    private final List<String> departments;
    private final Map<String, Person> headOf = new TreeMap<>();

    DemoHr(DemoSettings settings, List<Person> people) {
        this.settings = settings;
        this.people = people;
        this.departments =
                people.stream().map(Person::department).distinct().sorted().toList();
        people.forEach(person -> headOf.putIfAbsent(person.department(), person));
    }

    /** The day on which HR has caught up with those who had begun to work before it knew them. */
    private LocalDate joinDay() {
        return settings.firstDay().plusDays(Math.min(2, settings.days() / 2));
    }

    /** The day in the middle, on which people move. */
    private LocalDate changeDay() {
        return settings.firstDay().plusDays(settings.days() / 2);
    }

    private boolean isHead(Person person) {
        return person.equals(headOf.get(person.department()));
    }

    private boolean isMover(Person person) {
        return isFree(person) && person.number() % ONE_IN == 3;
    }

    private boolean isJoiner(Person person) {
        return isFree(person) && !isMover(person) && !person.usesConnect() && person.number() % JOINERS_ONE_IN == 1;
    }

    private boolean isFree(Person person) {
        return People.isElsewhere(person) && person.part() != Part.HAS_LEFT && !isHead(person);
    }

    /** Whoever leaves works on as before in the simulated cluster: HR is ahead of what people do. */
    private boolean isLeaver(Person person) {
        // So few of many that the snapshot is not held back as much smaller.
        return settings.days() > 1
                && people.size() > 2 * ONE_IN
                && isFree(person)
                && person.number() % (4 * ONE_IN) == 7;
    }

    /** Whether the person has left by the end: as the last snapshot says, or because it no longer lists them. */
    boolean hasLeft(Person person) {
        return person.part() == Part.HAS_LEFT || isLeaver(person);
    }

    private boolean isShown(Person person, LocalDate day) {
        return !((isJoiner(person) && day.isBefore(joinDay())) || (isLeaver(person) && day.equals(settings.lastDay())));
    }

    /** Whether somebody else in the snapshot of a day reports to the person. */
    boolean isManager(Person person, LocalDate day) {
        return people.stream()
                .filter(other -> isShown(other, day) && !other.equals(person))
                .anyMatch(other -> person.equals(headOf.get(department(other, day))));
    }

    /** How many people the snapshots up to a day have shown. */
    long known(LocalDate day) {
        return people.stream()
                .filter(person -> !isJoiner(person) || !day.isBefore(joinDay()))
                .count();
    }

    /** Where the person works on a day. */
    String department(Person person, LocalDate day) {
        if (!isMover(person) || day.isBefore(changeDay())) {
            return person.department();
        }
        return People.nextDepartment(person.department());
    }

    /** Writes a file and its marker per day. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (int i = 0; i < settings.days(); i++) {
                LocalDate day = settings.firstDay().plusDays(i);
                String name = "hr_workers_" + day.format(DateTimeFormatter.BASIC_ISO_DATE) + ".csv";
                Files.write(folder.resolve(name), file(day).getBytes(StandardCharsets.UTF_8));
                Files.write(folder.resolve(name + ".done"), new byte[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the snapshots of people to " + folder, e);
        }
    }

    private String file(LocalDate day) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (Person person : people) {
            if (isShown(person, day)) {
                lines.add(line(person, day));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private String line(Person person, LocalDate day) {
        String department = department(person, day);
        int number = departments.indexOf(department);
        Person head = headOf.getOrDefault(department, person);
        boolean isPlatform = department.equals(Person.PLATFORM_TEAM);
        boolean isUs = person.region().equals("us");
        return String.join(
                ",",
                employeeId(person),
                person.login(),
                person.login() + "@example.org",
                person.part() == Part.HAS_LEFT ? "terminated" : "active",
                "D" + number,
                department,
                isPlatform ? "IT" : "RND",
                isPlatform ? "Information technology" : "Research and development",
                isUs ? "Boston" : "Basel",
                isUs ? "US" : "CH",
                "CC" + (100 + number),
                person.equals(head) ? "" : employeeId(head),
                isPlatform ? "Engineer" : "Scientist",
                capital(person.login().substring(0, 4)),
                capital(person.login().substring(2)),
                person.part() == Part.HAS_LEFT ? leftOn(person).toString() : "");
    }

    /** Up to a year before the period. */
    private LocalDate leftOn(Person person) {
        return settings.firstDay().minusDays(1 + person.number() * 37L % 365);
    }

    private static String employeeId(Person person) {
        return "E" + (100_000 + person.number());
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
