/** Bridges: what belongs to what, with the days on which it was seen. */
@NullMarked
package org.scewarehouse.model.bridge;

import org.jspecify.annotations.NullMarked;
