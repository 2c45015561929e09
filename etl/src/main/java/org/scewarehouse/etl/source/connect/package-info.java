/**
 * Posit Connect: what is published, who visits it, how its runs end, what works for nobody.
 *
 * <p><b>API.</b> {@code /__api__/v1} of servers from 2023 to 2026. What a server offers is found by asking:
 * a path that answers 404 is not offered, which is stated as a gap. Hits (from 2025.04) are preferred; older servers
 * give visits and Shiny sessions, and the two ways are never added up.
 *
 * <p><b>Chronicle.</b> Instead of a server, what Posit Chronicle wrote of it can be read: {@code user_list},
 * {@code content_list}, {@code content_visits_totals_by_user} and {@code shiny_usage_totals_by_user} under
 * {@code curated/v2/connect}, in files of a day of UTC each. It gives accounts, content with its state of every day,
 * visits and sessions by item and person. It does not know single visits (no {@code fact_content_visit}, so nothing in
 * {@code report.content_popular}), monitors, runs, schedules, bundles, permissions, packages, the audit log; what
 * follows from these is null or, for items that never worked, {@code never_deployed}. It counts each request, where
 * hits of a person within a minute are one visit here. A preview of its maker: its files may change.
 *
 * <p><b>Authentication.</b> {@code Authorization: Key ...} with the key of an administrator. A publisher's
 * key silently
 * sees its own content only, so the role is checked before anything is collected.
 *
 * <p><b>Limits.</b> None is documented: requests are paced (10 a second by default), with at most as many at once as
 * {@code concurrency} says.
 *
 * <p><b>Paging.</b> Bare arrays of any length are read while they arrive. Pages by number end with an empty
 * page or the
 * stated total, which may change. Pages by cursor follow {@code paging.next}, of which the query alone is taken: the
 * server builds that address of its own idea of its name.
 *
 * <p><b>Asked again.</b> Jobs of items are asked for every night, since nothing tells of them. Bundles and permissions
 * are asked for where the listing of an item or the space that its bundles take differs from the last day asked, and
 * for each item once in seven days; of a server that does not tell of that space, also for each item that has never
 * been deployed. What is not asked for is carried on. So permissions may be a week old, and a failed upload on an old
 * server too.
 *
 * <p><b>Lateness.</b> Runs end and sessions close after midnight: three days are asked again. Events (visits, runs,
 * audit entries) are asked for past days as far back as the server keeps visits or entries; runs older than both only
 * where such a day is named. Visits of a day before the oldest one are a gap and no zero. The state of content,
 * bundles, permissions and
 * packages is seen as it is now, and so is kept for yesterday only, up to noon. Users and owners, by which events are
 * read, are those of the moment of asking.
 *
 * <p><b>What fails.</b> An item for which the server fails each time is counted and left out of the day. Runs that were
 * told of before stay, also those of an item that is gone since, and those that the server has forgotten. Days that
 * lack runs are asked for again in the next nights, three times in all. Ten failures in a row are the server's, and end
 * the night.
 *
 * <p><b>Memory.</b> Grows with users, items and schedules, which are some thousands; not with visits, runs
 * or packages
 * of items.
 *
 * <p><b>Left out.</b> Names of users, descriptions, error texts, paths and queries of hits, addresses, environment
 * variables: they never reach raw. Logs, processes of interactive applications, schedules through paths that are not
 * part of the public interface: where the server lists no schedules, they are known from their runs.
 *
 * <p><b>Personal data.</b> User names and e-mail addresses reach raw, by which a person is found; titles and names of
 * items are masked in {@code mart} and stand as given in {@code hr.content_name}. User agents reach raw and nothing
 * else.
 */
@NullMarked
package org.scewarehouse.etl.source.connect;

import org.jspecify.annotations.NullMarked;
