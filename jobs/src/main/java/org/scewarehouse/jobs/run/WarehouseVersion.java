package org.scewarehouse.jobs.run;

import java.util.List;
import javax.sql.DataSource;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.Migrations;

/** Whether the warehouse's tables and views are those of this program. */
public final class WarehouseVersion {

    private WarehouseVersion() {}

    /**
     * Brings an embedded warehouse to this version, and answers how many migrations ran; another one is its owner's to
     * bring there.
     *
     * @param direct gives connections to it
     * @throws RequestRefused if it is another one, and lacks any
     */
    public static int migrate(WarehouseConnection warehouse, DataSource direct) {
        if (warehouse.isEmbedded()) {
            return Migrations.migrate(direct);
        }
        List<String> pending = Migrations.pending(direct);
        if (!pending.isEmpty()) {
            throw new RequestRefused("The warehouse lacks what this version needs (" + pending.size()
                    + " migrations, from " + pending.get(0) + " on): run ./sce migrate as a user that owns it.");
        }
        return 0;
    }
}
