package org.scewarehouse.jobs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.scewarehouse.jobs.Build;

/**
 * Writes the page.
 *
 * @param file where it was written
 * @param questions how many questions it holds
 * @param answered how many of them have a number
 */
public record ReportPage(Path file, int questions, int answered) {
    /** The period that the page speaks of unless told otherwise. */
    public static final String USUAL_PERIOD = "last 30 days";

    /**
     * Asks the warehouse, which must be migrated, and writes the page as one file, all of it or nothing.
     *
     * @param periodName name of a period of {@code mart.dim_period}
     * @param clock tells when the page was made
     * @throws PeriodMissing if the warehouse has no such period, as an empty one has none
     * @throws SQLException if a question could not be asked; the message names it
     */
    public static ReportPage write(DataSource warehouse, String periodName, Path file, Clock clock)
            throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            Reading.begin(connection);
            Page page = read(connection, periodName);
            save(page.html(clock.instant(), Build.version()), file);
            long told = page.sections().stream().filter(Answered::isTold).count();
            return new ReportPage(file, page.sections().size(), Math.toIntExact(told));
        }
    }

    /** Asks everything, in one transaction that has begun. */
    static Page read(Connection connection, String periodName) throws SQLException {
        Optional<Period> period = Period.named(periodName, connection);
        if (period.isEmpty()) {
            throw new PeriodMissing(periodName, Period.names(connection));
        }
        Reading reading = new Reading(connection, period.get());
        Set<String> loaded = reading.loadedTables();
        List<Answered> sections = new ArrayList<>();
        for (Section section : Sections.ALL) {
            sections.add(reading.answer(section, loaded.contains(section.fact())));
        }
        return new Page(
                period.get(),
                Freshness.read(reading),
                sections,
                reading.rows("select * from report.setting"),
                Meanings.read(connection));
    }

    private static void save(String html, Path file) {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(beside, html);
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the page was not written to " + target, e);
        }
    }
}
