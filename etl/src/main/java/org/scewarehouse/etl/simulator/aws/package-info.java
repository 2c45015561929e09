/** What the simulated services of AWS share. */
@NullMarked
package org.scewarehouse.etl.simulator.aws;

import org.jspecify.annotations.NullMarked;
