/** Bridges: tables that connect members many to many, one record each. */
@NullMarked
package org.scewarehouse.model.bridge;

import org.jspecify.annotations.NullMarked;
