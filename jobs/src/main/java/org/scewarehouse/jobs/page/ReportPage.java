package org.scewarehouse.jobs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
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

    /** Questions that the server works on at a time: it has two cores at least. */
    private static final int CONNECTIONS = 2;

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
        Page page = read(warehouse, periodName);
        save(page.html(clock.instant(), Build.version()), file);
        long told = page.sections().stream().filter(Answered::isTold).count();
        return new ReportPage(file, page.sections().size(), Math.toIntExact(told));
    }

    /** Asks everything, of one state of the warehouse. */
    static Page read(DataSource warehouse, String periodName) throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            String snapshot = Reading.begin(connection);
            Optional<Period> period = Period.named(periodName, connection);
            if (period.isEmpty()) {
                throw new PeriodMissing(periodName, Period.names(connection));
            }
            Reading reading = new Reading(connection, period.get());
            return new Page(
                    period.get(),
                    Freshness.read(reading),
                    Answers.read(warehouse, snapshot, reading, CONNECTIONS),
                    reading.rows("select * from report.setting"),
                    Meanings.read(connection));
        }
    }

    /** Beside the file and then under its name; straight into what is none, such as /dev/stdout, which has to stay. */
    static void save(String html, Path file) {
        Path target = file.toAbsolutePath();
        boolean isStream = Files.exists(target) && !Files.isRegularFile(target);
        Path beside = target.resolveSibling(target.getFileName() + ".new");
        try {
            if (isStream) {
                Files.writeString(target, html, StandardOpenOption.WRITE);
                return;
            }
            Files.createDirectories(target.getParent());
            try {
                Files.writeString(beside, html);
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside); // Not there any more if all went well.
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the page was not written to " + target, e);
        }
    }
}
