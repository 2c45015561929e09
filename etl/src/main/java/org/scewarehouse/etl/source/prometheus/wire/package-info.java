/**
 * How Prometheus puts series into bytes: XOR chunks, remote-read messages and frames, JSON matrices; and the one reader
 * that makes all of them look alike.
 *
 * <p>Nothing here talks to a server or knows what a metric means. Malformed bytes are always
 * {@link org.scewarehouse.etl.SourceChanged}, never a wrong number.
 */
@NullMarked
package org.scewarehouse.etl.source.prometheus.wire;

import org.jspecify.annotations.NullMarked;
