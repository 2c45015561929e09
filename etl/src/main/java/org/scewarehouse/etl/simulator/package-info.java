/** What simulated servers have in common: how long they took, and what goes wrong on their way. */
@NullMarked
package org.scewarehouse.etl.simulator;

import org.jspecify.annotations.NullMarked;
