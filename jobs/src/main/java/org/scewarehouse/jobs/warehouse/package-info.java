/** The connection to the warehouse, whichever server holds it. */
@NullMarked
package org.scewarehouse.jobs.warehouse;

import org.jspecify.annotations.NullMarked;
