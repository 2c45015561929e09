package org.scewarehouse.etl.source;

import java.time.Instant;

/**
 * How far back a source answers completely.
 *
 * @param from earliest instant; {@link Instant#MIN} where nothing limits it
 * @param reason how that is known, for {@code status}
 */
public record Reach(Instant from, String reason) {}
