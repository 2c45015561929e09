/**
 * Asking systems over HTTP: connections with credentials and an own CA, answers that cannot hang, faults told apart by
 * who can mend them, and one policy of asking again.
 */
@NullMarked
package org.scewarehouse.etl.http;

import org.jspecify.annotations.NullMarked;
