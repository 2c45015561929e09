package org.scewarehouse.jobs.run;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.DecisionZone;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.source.hr.HrPeople;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.hr.BridgeIdentity;

/** Who somebody is, as far as the lake knows: by the last day of HR in it and by what people have decided. */
final class People {

    private static final TableSpec<?> BRIDGE = Warehouse.table(BridgeIdentity.class);

    private People() {}

    /** The dimensions with everybody whom HR knows now. */
    static Dimensions known(Dimensions dimensions, StateZone states, DecisionZone decisions) {
        return dimensions.with(
                HrPeople.read(states.before(HrSource.NAME, Warehouse.OPEN_END), dimensions),
                overrides(dimensions, decisions));
    }

    /** Decisions of the reference file, and then those that were made by command. */
    static IdentityOverrides overrides(Dimensions dimensions, DecisionZone decisions) {
        return dimensions
                .reference()
                .identityOverrides()
                .then(decisions
                        .read()
                        .map(content -> IdentityOverrides.parse(DecisionZone.KEY, content))
                        .orElse(IdentityOverrides.NONE));
    }

    /** Whether every identifier that a built source-day names still means whom the day took it for. */
    static boolean areAsBuilt(CuratedZone zone, String source, LocalDate day, Identities identities) {
        boolean namesNobody = source.equals(HrSource.NAME)
                || zone.manifest(source, day)
                        .filter(manifest -> manifest.tables().containsKey(BRIDGE.name()))
                        .isEmpty();
        if (namesNobody) {
            return true;
        }
        Row row = new Row(BRIDGE.columns());
        try (RowReader rows = zone.rows(source, day, BRIDGE)) {
            while (rows.next(row)) {
                if (!identities.isStill(identity(row), day)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static BridgeIdentity identity(Row row) {
        return new BridgeIdentity(
                text(row, "system_name"),
                text(row, "identifier"),
                row.bits(row.position("user_id")),
                text(row, "match_rule"),
                LocalDate.ofEpochDay(row.bits(row.position("valid_from"))),
                LocalDate.ofEpochDay(row.bits(row.position("valid_to"))));
    }

    private static String text(Row row, String column) {
        return new String(row.text(row.position(column)), StandardCharsets.UTF_8);
    }
}
