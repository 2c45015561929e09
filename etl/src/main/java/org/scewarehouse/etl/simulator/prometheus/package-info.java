/**
 * A Prometheus in process, over HTTP: for tests and for the demo. It is as strict as the real one where a client could
 * go wrong, holds no data of its own and can be told to fail.
 */
@NullMarked
package org.scewarehouse.etl.simulator.prometheus;

import org.jspecify.annotations.NullMarked;
