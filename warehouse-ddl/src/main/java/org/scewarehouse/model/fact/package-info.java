/** Facts: what happened, one record per table, grain first. */
@NullMarked
package org.scewarehouse.model.fact;

import org.jspecify.annotations.NullMarked;
