package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.Person.Frequency;

/** The people of the organisation: six departments and the platform team. */
final class People {

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();
    private static final int PLATFORM_TEAM_SIZE = 5;

    private People() {}

    /** Everybody, in a fixed order. */
    static List<Person> of(DemoSettings settings) {
        List<Person> people = new ArrayList<>();
        for (List<String> row : Csv.resource("department_frequency.csv")) {
            int before = people.size();
            for (Frequency frequency : Frequency.values()) {
                long count = Math.round(Csv.count(row.get(1 + frequency.ordinal())) * settings.scale());
                add(people, settings, row.get(0), frequency, count);
            }
            if (people.size() == before) {
                add(people, settings, row.get(0), Frequency.DAILY, 1);
            }
        }
        add(people, settings, Person.PLATFORM_TEAM, Frequency.DAILY, settings.scaled(PLATFORM_TEAM_SIZE));
        return people;
    }

    private static void add(
            List<Person> people, DemoSettings settings, String department, Frequency frequency, long count) {
        for (long i = 0; i < count; i++) {
            int number = people.size();
            long seed = Seeds.of(settings.seed(), department + frequency, i);
            SplittableRandom random = new SplittableRandom(seed);
            boolean isUs = random.nextDouble() < (department.startsWith("US") ? 0.95 : 0.2);
            long zone = isUs ? -(4 + random.nextInt(4)) * DemoSettings.HOUR : 2 * DemoSettings.HOUR;
            people.add(new Person(number, login(number), department, frequency, zone, isUs ? "us" : "eu", seed));
        }
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
