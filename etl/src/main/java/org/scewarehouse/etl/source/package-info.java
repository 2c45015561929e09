/** What a source is to the rest of the product: it extracts its answers to raw, and transforms raw to rows. */
@NullMarked
package org.scewarehouse.etl.source;

import org.jspecify.annotations.NullMarked;
