package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scan of the file server finds each evening: everybody's home, but for a few that are not mounted. */
final class HomeScans {

    private static final long GB = 1_000_000_000L;
    private static final double NOT_MOUNTED = 0.03;
    private static final LocalTime SCANNED = LocalTime.of(22, 30);

    private final DemoSettings settings;
    private final List<Person> people;

    HomeScans(DemoSettings settings, List<Person> people) {
        this.settings = settings;
        this.people = people;
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
                LocalDate seen = day;
                while (!isMounted(person, seen)) {
                    seen = seen.minusDays(1);
                }
                byRegion.computeIfAbsent(person.region(), region -> new ArrayList<>())
                        .add(home(person, seen));
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

    /** On the first day every home is. */
    private boolean isMounted(Person person, LocalDate day) {
        return day.equals(settings.firstDay()) || Seeds.share(person.seed(), day.toEpochDay()) >= NOT_MOUNTED;
    }

    /** Grows by up to a hundredth a day. */
    private static Home home(Person person, LocalDate day) {
        long first = GB + (long) (80 * GB * Seeds.share(person.seed(), -1));
        long daily = (long) (first * 0.01 * Seeds.share(person.seed(), -2));
        long bytes = first + daily * Math.floorMod(day.toEpochDay(), 365);
        return new Home(person, day, bytes, bytes / 50_000);
    }
}
