/** The application: command line, settings, the warehouse it connects to, and the Spring Batch jobs. */
@NullMarked
package org.scewarehouse.jobs;

import org.jspecify.annotations.NullMarked;
