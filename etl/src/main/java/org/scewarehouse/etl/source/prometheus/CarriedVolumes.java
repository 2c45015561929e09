package org.scewarehouse.etl.source.prometheus;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.EarlierDay;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.VolumeName;

/**
 * Volumes of the last earlier day. A volume has metrics only while a pod mounts it, so what was measured last stands
 * until it is measured again; a volume that kube-state-metrics no longer lists is gone. Holds one row per volume.
 */
final class CarriedVolumes {

    /**
     * A volume as it was on the earlier day.
     *
     * @param state its row
     * @param member its dimension row
     */
    record Known(FactVolumeDay state, DimVolume member) {}

    private final StarRows star;
    private final Optional<EarlierDay> earlier;
    private final Map<Long, FactVolumeDay> last = new TreeMap<>();
    private final Map<Long, DimVolume> members = new TreeMap<>();
    private final Set<Long> users = new HashSet<>();
    private final Set<Long> systems = new HashSet<>();

    CarriedVolumes(StarRows star, Optional<EarlierDay> earlier) {
        this.star = star;
        this.earlier = earlier;
        earlier.ifPresent(day -> {
            day.forEach(FactVolumeDay.class, row -> last.put(row.volumeKey(), row));
            day.forEach(DimVolume.class, row -> members.put(row.volumeKey(), row));
        });
    }

    static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(FactVolumeDay.class),
                Warehouse.table(DimVolume.class),
                Warehouse.table(VolumeName.class),
                Warehouse.table(DimUser.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(DimComputeSystem.class));
    }

    /** Takes the volume out, as it was on the earlier day; null if it was not there. */
    @Nullable
    Known take(long volumeKey) {
        FactVolumeDay state = last.remove(volumeKey);
        DimVolume member = members.get(volumeKey);
        return state == null || member == null ? null : new Known(state, member);
    }

    /** Sees to it that a person of the earlier day is among today's members. */
    void keepUser(long userId) {
        users.add(userId);
    }

    /**
     * Writes what is left.
     *
     * @param isListed whether today's listing of claims is known, so that what it lacks is gone
     */
    void writeRest(boolean isListed) {
        if (isListed) {
            last.clear();
        }
        for (FactVolumeDay row : last.values()) {
            star.add(VolumeTransform.carried(row, star.day.date()));
            users.add(row.userId());
            systems.add(row.computeSystemKey());
            star.add(Objects.requireNonNull(members.get(row.volumeKey())));
        }
        earlier.ifPresent(this::writeMembers);
    }

    private void writeMembers(EarlierDay day) {
        day.forEach(VolumeName.class, row -> addIf(last.containsKey(row.volumeKey()), row));
        Set<Long> added = new HashSet<>();
        day.forEach(DimUser.class, row -> {
            if (users.contains(row.userId()) && star.isNew(row.userKey())) {
                added.add(row.userId());
                star.add(row);
            }
        });
        day.forEach(BridgeIdentity.class, row -> addIf(added.contains(row.userId()), row));
        day.forEach(
                DimComputeSystem.class,
                row -> addIf(systems.contains(row.computeSystemKey()) && star.isNew(row.computeSystemKey()), row));
    }

    private void addIf(boolean isNamed, Record row) {
        if (isNamed) {
            star.add(row);
        }
    }
}
