/** Tests of the load on a real PostgreSQL and a real curated zone. */
@NullMarked
package org.scewarehouse.etl.load;

import org.jspecify.annotations.NullMarked;
