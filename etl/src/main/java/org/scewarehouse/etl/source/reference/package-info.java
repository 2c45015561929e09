/**
 * The reference files of a site, loaded like any system: prices, carbon factors, holidays, projects, groups of people
 * and containers of the past.
 *
 * <p>Files are CSV in the folder {@code sce.reference}, observed once a day as they are then and kept whole in raw; how
 * they are read says {@link org.scewarehouse.etl.star.Reference}. Environments, the platform team, the status of
 * images, who ended containers and which project work belongs to are not rows: the transforms of other sources apply
 * them. Logins in past_containers.csv, user_groups.csv and project_rules.csv are personal data and leave raw as
 * pseudonyms only.
 */
@NullMarked
package org.scewarehouse.etl.source.reference;

import org.jspecify.annotations.NullMarked;
