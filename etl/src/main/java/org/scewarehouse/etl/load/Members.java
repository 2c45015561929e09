package org.scewarehouse.etl.load;

import java.util.HashMap;
import java.util.Map;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimUserNow;
import org.scewarehouse.model.hr.BridgeIdentity;

/**
 * The keys of the dimension members that a source-day brings with it, and the version of each person that is valid on
 * the day. The members "unknown" and "not applicable" belong to every dimension.
 */
final class Members {

    private static final TableSpec<?> USER = Warehouse.table(DimUser.class);
    private static final TableSpec<?> USER_NOW = Warehouse.table(DimUserNow.class);

    private static final TableSpec<?> IDENTITY = Warehouse.table(BridgeIdentity.class);

    private final Map<String, LongMap> byTable = new HashMap<>();
    private final LongMap userKeyByUserId = new LongMap();
    private long peopleGeneration;

    Members() {
        userKeyByUserId.put(Warehouse.UNKNOWN, Warehouse.UNKNOWN);
        userKeyByUserId.put(Warehouse.NOT_APPLICABLE, Warehouse.NOT_APPLICABLE);
    }

    /** The keys of the table, to be looked at and added to. */
    LongMap of(String table) {
        return byTable.computeIfAbsent(table, name -> {
            LongMap keys = new LongMap();
            keys.put(Warehouse.UNKNOWN, Warehouse.UNKNOWN);
            keys.put(Warehouse.NOT_APPLICABLE, Warehouse.NOT_APPLICABLE);
            return keys;
        });
    }

    /**
     * Adds a row of the table as a member; tables whose key is not one number cannot be referred to and are ignored.
     */
    void add(TableSpec<?> table, Row row) {
        if (table.key().size() == 1) {
            long key = row.bits(row.position(table.key().get(0)));
            of(table.name()).put(key, key);
        }
        if (table.name().equals(USER.name()) || table.name().equals(IDENTITY.name())) {
            long userId = row.bits(row.position("user_id"));
            of(USER_NOW.name()).put(userId, userId);
        }
    }

    /** Everybody whom the day names. */
    long[] userIds() {
        return of(USER_NOW.name()).keys();
    }

    /** Notes as of which change of people their versions were looked up. */
    void peopleAre(long generation) {
        peopleGeneration = generation;
    }

    /** As of which change of people their versions were looked up. */
    long peopleGeneration() {
        return peopleGeneration;
    }

    /** The version of each person that facts of the day refer to; filled by the load of the persons. */
    LongMap userKeyByUserId() {
        return userKeyByUserId;
    }
}
