package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.model.Warehouse;

/** Versions of slowly changing things, type 2: each holds from its day until the next begins: no gap, no overlap. */
public final class Scd2 {

    private Scd2() {}

    /**
     * One version.
     *
     * @param validFrom first day; {@link Warehouse#OPEN_START} for the first version
     * @param attributes what is tracked
     */
    public record Version<A>(LocalDate validFrom, A attributes) {}

    /** The one version of a thing seen for the first time: days before it was seen use it too. */
    public static <A> List<Version<A>> first(A attributes) {
        return List.of(new Version<>(Warehouse.OPEN_START, attributes));
    }

    /**
     * The versions after a thing was found to have these attributes from that day on, whatever was believed of later
     * days before. Equal neighbours are one version.
     */
    public static <A> List<Version<A>> changed(List<Version<A>> versions, LocalDate from, A attributes) {
        List<Version<A>> changed = new ArrayList<>();
        for (Version<A> version : versions) {
            if (version.validFrom().isBefore(from)) {
                changed.add(version);
            }
        }
        if (changed.isEmpty()) {
            return first(attributes);
        }
        if (!changed.get(changed.size() - 1).attributes().equals(attributes)) {
            changed.add(new Version<>(from, attributes));
        }
        return List.copyOf(changed);
    }

    /** Day after the last of the version at that place. */
    public static <A> LocalDate validTo(List<Version<A>> versions, int place) {
        return place + 1 < versions.size() ? versions.get(place + 1).validFrom() : Warehouse.OPEN_END;
    }
}
