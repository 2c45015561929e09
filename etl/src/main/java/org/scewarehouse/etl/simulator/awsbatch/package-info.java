/**
 * A strict stand-in for AWS Batch over HTTP, a writer of the archive of its state changes, and a world of jobs with its
 * own truth. It refuses what AWS refuses and leaves out what AWS leaves out.
 */
@NullMarked
package org.scewarehouse.etl.simulator.awsbatch;

import org.jspecify.annotations.NullMarked;
