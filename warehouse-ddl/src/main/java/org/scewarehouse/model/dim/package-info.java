/** Dimensions: who, what and where; conformed over all sources. */
@NullMarked
package org.scewarehouse.model.dim;

import org.jspecify.annotations.NullMarked;
