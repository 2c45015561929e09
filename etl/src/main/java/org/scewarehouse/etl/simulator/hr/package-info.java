/**
 * A Workday report and a SCIM service in process, over HTTP. They refuse what the real ones refuse, hold no data of
 * their own and can be told to fail.
 */
@NullMarked
package org.scewarehouse.etl.simulator.hr;

import org.jspecify.annotations.NullMarked;
