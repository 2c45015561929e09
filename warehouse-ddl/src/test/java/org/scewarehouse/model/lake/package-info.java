@NullMarked
package org.scewarehouse.model.lake;

import org.jspecify.annotations.NullMarked;
