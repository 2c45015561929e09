/** What lies in {@code infra}, checked as far as can be without an account, a cluster or a daemon. */
@NullMarked
package org.scewarehouse.jobs.infra;

import org.jspecify.annotations.NullMarked;
