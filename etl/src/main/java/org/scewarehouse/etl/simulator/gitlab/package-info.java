/**
 * A GitLab server for tests and demo: a world grown from a seed, served over HTTP by the documented rules, which it
 * enforces.
 */
@NullMarked
package org.scewarehouse.etl.simulator.gitlab;

import org.jspecify.annotations.NullMarked;
