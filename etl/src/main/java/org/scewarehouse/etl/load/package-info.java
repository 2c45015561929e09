/**
 * Loads curated source-days into PostgreSQL: the ledger, the locks, the dimension fold, and the one transaction that
 * publishes a day. Needs a migrated warehouse and a built curated zone; knows nothing of sources.
 */
@NullMarked
package org.scewarehouse.etl.load;

import org.jspecify.annotations.NullMarked;
