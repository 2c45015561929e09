/** Benchmarks: programs with a main method that print ratios of one run. None of them is a test. */
@NullMarked
package org.scewarehouse.bench;

import org.jspecify.annotations.NullMarked;
