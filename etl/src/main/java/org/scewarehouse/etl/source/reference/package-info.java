/**
 * The reference files of a site, loaded like any system: prices, carbon factors and containers of the past.
 *
 * <p>Files are CSV in the folder {@code sce.reference}, observed once a day as they are then and kept whole in raw; how
 * they are read says {@link org.scewarehouse.etl.star.Reference}. Environments, the platform team and the status of
 * images are not rows: the transforms of other sources apply them. A login in past_containers.csv is personal data and
 * leaves raw as a pseudonym only.
 */
@NullMarked
package org.scewarehouse.etl.source.reference;

import org.jspecify.annotations.NullMarked;
