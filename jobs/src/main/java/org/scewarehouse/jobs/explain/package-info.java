/** What {@code sce explain} finds: a row of the warehouse, and the raw answers it came from. */
@NullMarked
package org.scewarehouse.jobs.explain;

import org.jspecify.annotations.NullMarked;
