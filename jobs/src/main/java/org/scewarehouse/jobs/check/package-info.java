/** What {@code sce check} tries: each connection, permission and setting, with what to do about a fault. */
@NullMarked
package org.scewarehouse.jobs.check;

import org.jspecify.annotations.NullMarked;
