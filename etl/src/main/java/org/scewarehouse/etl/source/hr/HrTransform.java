package org.scewarehouse.etl.source.hr;

import java.util.List;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;

/** Turns snapshots into the history of people. */
final class HrTransform {

    private HrTransform() {}

    /** The tables that are written, dimensions first. */
    static List<TableSpec<?>> tables() {
        return List.of(Warehouse.table(DimUser.class));
    }

    /**
     * Writes a day's rows.
     *
     * @param snapshot people of the day; where it is absent, nothing about them changes
     * @param earlier what this returned for the last earlier day; empty where there is none
     * @return what the next day is to be given
     */
    static byte[] transform(
            Day day, HrSnapshot snapshot, byte[] earlier, Dimensions dimensions, CuratedZone.Writer rows) {
        snapshot.read(worker -> {}, rows::finding);
        return earlier;
    }
}
