/** What the commands that move data do: days of sources, one after the other, as the ledger asks for them. */
@NullMarked
package org.scewarehouse.jobs.run;

import org.jspecify.annotations.NullMarked;
