/**
 * What the operator sets: properties {@code sce.*} from a YAML file and from the environment, read by Spring's rules
 * into plain records, without starting Spring. Every fault is found before anything runs, and all are told together.
 */
@NullMarked
package org.scewarehouse.jobs.settings;

import org.jspecify.annotations.NullMarked;
