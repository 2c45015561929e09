/**
 * Prometheus: containers, volumes and capacity of a Kubernetes cluster, from raw samples.
 *
 * <p>Extraction keeps the server's answers as given (remote read or JSON). The transform brings all series of a pod
 * together by an external sort, so that memory does not grow with the day, and computes CPU time from the samples
 * themselves: PromQL's {@code increase} extrapolates and is never used.
 */
@NullMarked
package org.scewarehouse.etl.source.prometheus;

import org.jspecify.annotations.NullMarked;
