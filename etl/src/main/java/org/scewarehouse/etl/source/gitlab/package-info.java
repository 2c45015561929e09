/**
 * GitLab: what is written, by whom, in which languages, on which packages, and how its pipelines end.
 *
 * <p><b>API.</b> REST, {@code /api/v4}, of servers from 16 on. GraphQL would save the calls for languages and known
 * files, but its limit on complexity differs between servers and its answers can be partly empty, so it is not used.
 *
 * <p><b>Authentication.</b> {@code PRIVATE-TOKEN} with the scope {@code read_api}. An administrator's or auditor's
 * token sees every project, and the addresses of accounts; another one sees its own, and people by their addresses in
 * commits only. The token goes to the configured host alone: of links to further pages the query is taken, redirects
 * are not followed.
 *
 * <p><b>Limits.</b> {@code Retry-After} and {@code RateLimit-Reset} are waited for; once no request remains, none is
 * made until then. Limits of single questions, such as 600 a minute for jobs, name no time: after these, nearly a
 * minute is waited. At most as many requests at once as {@code concurrency} says.
 *
 * <p><b>Paging.</b> By keyset where the server offers it, else by number, always along the header {@code Link}; totals,
 * which are missing above 10,000, are not used. Projects are listed in ranges of their numbers at once; those of
 * groups, whose lists have no sizes, are then asked for one by one. Projects shared with a group are not its own.
 * Pipelines and jobs come newest first and are read back to the day. Pipelines that others of the same project began
 * are in a list of their own, which is asked for where a job is of none that is known; servers before 17 list them
 * nowhere, and their jobs are left out.
 *
 * <p><b>What is asked again.</b> Projects are listed as a whole each night, which shows deletions, archiving, renames
 * and moves. Commits and pipelines are asked of projects with activity in the days asked for, with two hours of grace
 * since activity is noted late, and pipelines also where one was begun in the last week by a schedule, a trigger or
 * another project, of which no activity is noted. Languages, members and lock files are asked of projects with activity
 * since the last complete day whose listing was not held back (that day included), of new ones, and where something was
 * missing; all else is carried forward. What a lock file says is kept by its content, and no content is fetched twice,
 * unless it was longer than {@code max-file-size} and this is another one now.
 *
 * <p><b>A night that dies.</b> Parts that were committed, each of the projects of 2,500 numbers, are not asked for
 * again, nor are contents of lock files; the listing and the users are, once.
 *
 * <p><b>Lateness.</b> Commits are pushed days after they were made, and pipelines end late: three days are asked
 * again. The state of projects is seen as it is now, and so is kept for yesterday only, up to noon.
 *
 * <p><b>What fails.</b> What the server fails for in one project is counted as a warning, and what the day had of it
 * before stays. Days without commits or pipelines of a project are asked for again in the next nights, three times in
 * all. Ten failures in a row are the server's, and end the night.
 *
 * <p><b>Memory.</b> Grows with projects and users while asking, some ten megabytes for 10,000 of each; not with
 * commits, jobs or packages.
 *
 * <p><b>Left out.</b> Names of authors, titles and messages of commits, branches of pipelines, names of jobs, paths of
 * files: they never reach raw. Lock files themselves neither, since they hold names, addresses and credentials: raw
 * keeps what they say of packages. Commits pushed more than the days asked again after they were made; pipelines that
 * a schedule, a trigger or another project begins less than weekly in a project in which nothing else happens.
 *
 * <p><b>Bots.</b> Accounts of tokens and services are no people: what they commit and run counts, for nobody, unless HR
 * knows the account.
 *
 * <p><b>Personal data.</b> Login names, e-mail addresses of accounts and of commits reach raw, by which a person is
 * found; paths, branches and topics are masked in {@code mart} and stand as given in {@code hr.repository_name}.
 */
@NullMarked
package org.scewarehouse.etl.source.gitlab;

import org.jspecify.annotations.NullMarked;
