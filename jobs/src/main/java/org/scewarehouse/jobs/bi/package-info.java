/**
 * What BI tools are given: questions as cards of Metabase, chapters as its dashboards, descriptions and semantic types
 * as the warehouse has them. {@link org.scewarehouse.jobs.bi.Content} says what there is; it becomes files in
 * {@code infra/metabase} and, over Metabase's REST API, the real thing.
 *
 * <p>Metabase's API has no version of its own. The calls are those of Metabase 0.57 to 0.64 as documented and as its
 * public source has them; none of this was ever run against a running Metabase, only against a strict stand-in.
 */
@NullMarked
package org.scewarehouse.jobs.bi;

import org.jspecify.annotations.NullMarked;
