package org.scewarehouse.etl.source;

import java.time.Instant;

/**
 * How far back a source answers.
 *
 * @param from earliest instant from which its answers are complete: what it no longer holds lies before;
 *     {@link Instant#MIN} where nothing limits it
 * @param oldest instant of the oldest record it has, not before {@code from}; a first run begins there
 * @param reason how that is known, for {@code status}
 */
public record Reach(Instant from, Instant oldest, String reason) {}
