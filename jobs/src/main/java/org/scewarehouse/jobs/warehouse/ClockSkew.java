package org.scewarehouse.jobs.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/** How far a clock and the warehouse's are apart: by a clock that runs ahead a day is over that is not. */
public final class ClockSkew {

    /** More than this is no delay of an answer. */
    public static final Duration MOST = Duration.ofSeconds(60);

    private ClockSkew() {}

    /** Not negative. */
    public static Duration of(Connection warehouse, InstantSource clock) throws SQLException {
        try (Statement statement = warehouse.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            Instant theirs = row.getObject(1, OffsetDateTime.class).toInstant();
            return Duration.between(clock.instant(), theirs).abs();
        }
    }
}
