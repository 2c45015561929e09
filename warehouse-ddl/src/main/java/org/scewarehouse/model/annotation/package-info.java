/** How a record declares itself as a table; apart from what reads the declarations, so that no package needs itself. */
@NullMarked
package org.scewarehouse.model.annotation;

import org.jspecify.annotations.NullMarked;
