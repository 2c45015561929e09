package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.Person.Frequency;
import org.scewarehouse.jobs.demo.Person.Part;

/** The people of the organisation: departments, the platform team, and those who have left. */
final class People {

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();

    private static final List<String> OTHER_DEPARTMENTS = List.of(
            "Biomarker Research",
            "Clinical Operations",
            "Clinical Pharmacology",
            "Epidemiology",
            "Medical Writing",
            "Neuroscience",
            "Oncology",
            "Pathology",
            "Process Development",
            "Regulatory Affairs",
            "Research Informatics",
            "Translational Medicine");
    private static final double[] OTHER_FREQUENCIES = {0.15, 0.25, 0.4, 0.2};

    /** How many of those with containers use Connect too, of 1,755. */
    private static final int CONTAINERS_AND_CONNECT = 1400;

    private static final int LEFT = 120;

    private final DemoSettings settings;
    private final Quotas quotas;
    private final List<Person> people = new ArrayList<>();

    private People(DemoSettings settings) {
        this.settings = settings;
        this.quotas = new Quotas(settings.scale());
    }

    /** Everybody, in a fixed order: who works in containers comes before who only views, and who has left is last. */
    static List<Person> of(DemoSettings settings) {
        People grown = new People(settings);
        grown.addDepartments();
        grown.addOthers();
        grown.addPlatformTeam();
        for (int i = 0; i < grown.quotas.scaled(LEFT); i++) {
            grown.add(otherDepartment(i), Frequency.LESS, Part.HAS_LEFT, false);
        }
        return grown.people;
    }

    private void addDepartments() {
        List<List<String>> rows = Csv.resource("department_frequency.csv");
        List<List<Integer>> counts = quotas.departments();
        for (int i = 0; i < rows.size(); i++) {
            for (Frequency frequency : Frequency.values()) {
                for (int n = 0; n < counts.get(i).get(frequency.ordinal()); n++) {
                    add(rows.get(i).get(0), frequency, Part.WORKS_IN_CONTAINERS, usesConnect());
                }
            }
        }
    }

    private void addOthers() {
        int inContainers = quotas.ofOthers("container users");
        for (int i = 0; people.size() < inContainers; i++) {
            Frequency frequency = frequency(i * 0.618034 % 1);
            add(otherDepartment(i), frequency, Part.WORKS_IN_CONTAINERS, usesConnect());
        }
        long viewers = people.stream().filter(Person::usesConnect).count();
        for (int i = 0; viewers + i < quotas.ofOthers("ever Connect users"); i++) {
            add(otherDepartment(i), Frequency.LESS, Part.VIEWS, true);
        }
    }

    private static Frequency frequency(double place) {
        double end = 0;
        for (Frequency frequency : Frequency.values()) {
            end += OTHER_FREQUENCIES[frequency.ordinal()];
            if (place < end) {
                return frequency;
            }
        }
        return Frequency.LESS;
    }

    private boolean usesConnect() {
        int all = quotas.ofOthers("container users");
        int wanted = Math.min(all, quotas.scaled(CONTAINERS_AND_CONNECT));
        // Spread evenly, so that each department has some who do not.
        return (long) (people.size() + 1) * wanted / all > (long) people.size() * wanted / all;
    }

    private void addPlatformTeam() {
        int inContainers = quotas.ofPlatformTeam("container users");
        int all = Math.max(inContainers, quotas.ofPlatformTeam("ever Connect users"));
        for (int i = 0; i < all; i++) {
            Part part = i < inContainers ? Part.WORKS_IN_CONTAINERS : Part.VIEWS;
            add(Person.PLATFORM_TEAM, i % 3 == 0 ? Frequency.DAILY : Frequency.WEEKLY, part, true);
        }
    }

    /** Whether a person works in none of the departments that are counted, and not for the platform. */
    static boolean isElsewhere(Person person) {
        return OTHER_DEPARTMENTS.contains(person.department());
    }

    /** Where somebody who works elsewhere moves to. */
    static String nextDepartment(String department) {
        return otherDepartment(OTHER_DEPARTMENTS.indexOf(department) + 1);
    }

    private static String otherDepartment(int number) {
        return OTHER_DEPARTMENTS.get(number % OTHER_DEPARTMENTS.size());
    }

    private void add(String department, Frequency frequency, Part part, boolean usesConnect) {
        int number = people.size();
        long seed = Seeds.of(settings.seed(), "person", number);
        SplittableRandom random = new SplittableRandom(seed);
        boolean isUs = random.nextDouble() < (department.startsWith("US") ? 0.95 : 0.2);
        if (department.equals(Person.PLATFORM_TEAM)) {
            isUs = number % 3 == 1;
        }
        long zone = isUs ? -(4 + random.nextInt(4)) * DemoSettings.HOUR : 2 * DemoSettings.HOUR;
        people.add(new Person(
                number, login(number), department, frequency, zone, isUs ? "us" : "eu", seed, part, usesConnect));
    }

    /** Three syllables that mean nobody; no two numbers below 343,000 have the same. */
    private static String login(int number) {
        long rest = (number * 7919L + 104_729) % ((long) SYLLABLES * SYLLABLES * SYLLABLES);
        StringBuilder login = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int syllable = (int) (rest % SYLLABLES);
            login.append(CONSONANTS.charAt(syllable / VOWELS.length()));
            login.append(VOWELS.charAt(syllable % VOWELS.length()));
            rest /= SYLLABLES;
        }
        return login.toString();
    }
}
