/** Identified data: names, logins and original texts, for role bi_hr only. */
@NullMarked
package org.scewarehouse.model.hr;

import org.jspecify.annotations.NullMarked;
