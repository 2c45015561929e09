/** Aggregates: sums of facts that the load keeps, one record each. */
@NullMarked
package org.scewarehouse.model.aggregate;

import org.jspecify.annotations.NullMarked;
