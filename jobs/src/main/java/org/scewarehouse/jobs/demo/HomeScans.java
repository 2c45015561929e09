package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.demo.Person.Part;

/**
 * What a scan of the file server finds each evening: the home of everybody who works in containers or has left, but for
 * a few that are not mounted. Half of the homes grow; the others, those of people who have left among them, are as
 * large as they were. On the last day all homes of a region are as large as the organisation's users say.
 */
final class HomeScans {

    private static final double NOT_MOUNTED = 0.03;
    private static final LocalTime SCANNED = LocalTime.of(22, 30);

    /** Of those who have left, homes are this much larger than others. */
    private static final int LEFT_BEHIND = 3;

    private final DemoSettings settings;
    private final List<Person> people;
    private final Map<Person, Long> finalBytes = new HashMap<>();

    HomeScans(DemoSettings settings, List<Person> all) {
        this.settings = settings;
        this.people = all.stream().filter(person -> person.part() != Part.VIEWS).toList();
        Quotas quotas = new Quotas(settings.scale());
        for (String region : List.of("eu", "us")) {
            String metric = region.toUpperCase(Locale.ROOT) + " home drives (GB)";
            deal(region, false, quotas.bytes(metric, false));
            deal(region, true, quotas.bytes(metric, true));
        }
    }

    /** Deals out bytes by weight; what rounding leaves over goes to the first. */
    private void deal(String region, boolean isPlatformTeam, long bytes) {
        List<Person> homes = people.stream()
                .filter(person -> person.region().equals(region) && person.isPlatformTeam() == isPlatformTeam)
                .toList();
        double weights = homes.stream().mapToDouble(HomeScans::weight).sum();
        long left = bytes;
        for (Person person : homes) {
            long share = (long) (bytes * (weight(person) / weights));
            finalBytes.put(person, share);
            left -= share;
        }
        if (!homes.isEmpty()) {
            finalBytes.merge(homes.get(0), left, Long::sum);
        }
    }

    private static double weight(Person person) {
        double weight = 0.05 + Math.pow(Seeds.share(person.seed(), -1), 3);
        return person.part() == Part.HAS_LEFT ? LEFT_BEHIND * weight : weight;
    }

    /** Whoever has a home. */
    List<Person> owners() {
        return people;
    }

    /** Those of them who have left. */
    List<Person> leftBehind() {
        return people.stream().filter(person -> person.part() == Part.HAS_LEFT).toList();
    }

    /** How large a home is at the end. */
    long bytesAtEnd(Person person) {
        return home(person, settings.lastDay()).bytes();
    }

    /** How large a home was on a day, as the last scan up to it had seen it. */
    long bytesOn(Person person, LocalDate day) {
        return home(person, lastSeen(person, day)).bytes();
    }

    private LocalDate lastSeen(Person person, LocalDate day) {
        LocalDate seen = day;
        while (!isMounted(person, seen)) {
            seen = seen.minusDays(1);
        }
        return seen;
    }

    /** A home as the last scan that saw it. */
    private record Home(Person person, LocalDate scannedOn, long bytes, long files) {}

    /** Writes a file for each day into a folder, which is made if it is not there. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (LocalDate day : days()) {
                StringBuilder text = new StringBuilder("path,owner,bytes,files,scanned_at,region\n");
                people.stream()
                        .filter(person -> isMounted(person, day))
                        .map(person -> home(person, day))
                        .forEach(home -> text.append(line(home)));
                String name = "home_drives_" + day.toString().replace("-", "") + ".csv";
                Files.writeString(folder.resolve(name), text.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the scans of homes to " + folder, e);
        }
    }

    private static String line(Home home) {
        String login = home.person().login();
        return "/home/" + login + "," + login + "," + home.bytes() + "," + home.files() + ","
                + home.scannedOn().atTime(SCANNED).toInstant(ZoneOffset.UTC) + ","
                + home.person().region() + "\n";
    }

    /** Totals by day and region; a home that a scan does not see counts as it was last seen. */
    TruthTable truth() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (LocalDate day : days()) {
            Map<String, List<Home>> byRegion = new TreeMap<>();
            for (Person person : people) {
                byRegion.computeIfAbsent(person.region(), region -> new ArrayList<>())
                        .add(home(person, lastSeen(person, day)));
            }
            byRegion.forEach((region, homes) -> rows.add(row(day, region, homes)));
        }
        return new TruthTable("home_drive", List.of("day", "region"), rows);
    }

    private static Map<String, @Nullable Object> row(LocalDate day, String region, List<Home> homes) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("day", day);
        columns.put("region", region);
        columns.put("drive_count", (long) homes.size());
        columns.put("used_bytes", homes.stream().mapToLong(Home::bytes).sum());
        columns.put("file_count", homes.stream().mapToLong(Home::files).sum());
        columns.put(
                "carried_count",
                homes.stream().filter(home -> !home.scannedOn().equals(day)).count());
        return columns;
    }

    private List<LocalDate> days() {
        return settings.firstDay().datesUntil(settings.lastDay().plusDays(1)).toList();
    }

    /** On the first day every home is, and those that grow always are. */
    private boolean isMounted(Person person, LocalDate day) {
        return day.equals(settings.firstDay())
                || grows(person)
                || Seeds.share(person.seed(), day.toEpochDay()) >= NOT_MOUNTED;
    }

    private static boolean grows(Person person) {
        return person.part() != Part.HAS_LEFT && person.seed() % 2 == 0;
    }

    /** Grows by up to half a percent of its last size a day. */
    private Home home(Person person, LocalDate day) {
        long last = finalBytes.getOrDefault(person, 0L);
        long daily = grows(person) ? (long) (last * 0.005 * Seeds.share(person.seed(), -2)) : 0;
        long bytes = last - daily * (settings.lastDay().toEpochDay() - day.toEpochDay());
        return new Home(person, day, bytes, bytes / 50_000);
    }
}
