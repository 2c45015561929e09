package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/**
 * Loads a built source-day into the warehouse: folds its slices into the dimensions, then publishes its facts in one
 * transaction.
 *
 * <p>Loading the same day again, or after a crash at any point, leads to the same rows.
 */
public final class WarehouseLoader {

    private final Transactions transactions;
    private final CuratedZone zone;
    private final InstantSource clock;
    private final LocalDate hoursFrom;

    /**
     * @param warehouse a migrated warehouse
     * @param zone where the day is built
     * @param clock for the ledger's times
     */
    public WarehouseLoader(DataSource warehouse, CuratedZone zone, InstantSource clock) {
        this(warehouse, zone, clock, LocalDate.MIN);
    }

    /** As the other one, without the containers' hours of days before {@code hoursFrom}. */
    public WarehouseLoader(DataSource warehouse, CuratedZone zone, InstantSource clock, LocalDate hoursFrom) {
        this(new Transactions(warehouse), zone, clock, hoursFrom);
    }

    WarehouseLoader(Transactions transactions, CuratedZone zone, InstantSource clock) {
        this(transactions, zone, clock, LocalDate.MIN);
    }

    WarehouseLoader(Transactions transactions, CuratedZone zone, InstantSource clock, LocalDate hoursFrom) {
        this.transactions = transactions;
        this.zone = zone;
        this.clock = clock;
        this.hoursFrom = hoursFrom;
    }

    /**
     * Publishes the day. Facts that the warehouse holds already, by checksum, are left alone.
     *
     * @param manifest of the day, as built
     * @param fence what {@link Ledger#begin} gave
     * @param endpoints the day's endpoints, written to the ledger in the same transaction
     * @param isForced whether to replace the facts even if they are unchanged
     * @throws FenceLost if another run has taken the day over; it is as that run leaves it
     * @throws org.scewarehouse.etl.DataRejected if a rule is broken; no fact was changed
     * @throws WarehouseUnavailable if the warehouse is away; the day is published as a whole or not at all, and loading
     *     it again is right in both cases
     */
    public LoadResult load(Manifest manifest, long fence, List<EndpointRow> endpoints, boolean isForced) {
        String name = "load of " + LedgerRows.name(manifest.source(), manifest.day());
        Members members = new DimensionLoad(zone, manifest, fence).load(transactions);
        transactions.execute(
                "partitions for the " + name,
                connection ->
                        Sql.call(connection, "select ops.ensure_partitions(?, ?)", manifest.day(), manifest.day()));
        FactPublication publication = new FactPublication(
                zone, manifest, members, fence, !manifest.day().isBefore(hoursFrom));
        Instant publishedAt = clock.instant();
        return transactions.run(name, connection -> publication.publish(connection, endpoints, isForced, publishedAt));
    }

    /**
     * Gathers planner statistics of these tables' partitions of the months from the first day to the last, both
     * included. Takes seconds whatever was loaded, so call it once after a run and not after each day.
     */
    public void analyze(List<TableSpec<?>> tables, LocalDate first, LocalDate last) {
        String[] names = tables.stream().map(TableSpec::name).toArray(String[]::new);
        transactions.execute(
                "statistics of " + first + " to " + last,
                connection -> Sql.call(connection, "select ops.analyze_facts(?, ?, ?)", first, last, names));
    }

    /** Gathers planner statistics of what is no fact, where it has grown by much; call it once after a run. */
    public void analyzeMembers() {
        transactions.execute(
                "statistics of dimensions", connection -> Sql.call(connection, "select ops.analyze_members()"));
    }

    /**
     * Makes the sums of months anew of which a day has changed since they were made. Until then reports read the days,
     * so that it matters to nobody but those who wait for a report; call it once after a run and not after each day.
     */
    public void sumMonths() {
        Optional<LocalDate> summed = Optional.of(Warehouse.OPEN_END);
        while (summed.isPresent()) {
            LocalDate before = summed.get();
            summed = transactions.run(
                    "sums of the months before " + before, connection -> sumMonthBefore(connection, before));
        }
    }

    private static Optional<LocalDate> sumMonthBefore(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement statement = Sql.bound(connection, "select ops.sum_month_before(?)", day);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return Optional.ofNullable(result.getObject(1, LocalDate.class));
        }
    }
}
