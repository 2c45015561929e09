package org.scewarehouse.model;

/** What BI tools meet on the embedded default server. */
class BiToolsTest extends BiToolsContract {

    BiToolsTest() {
        super(TestWarehouse.start());
    }
}
