/**
 * HR: who works here, in which department, for whom; one full snapshot of all people per day.
 *
 * <p>Four kinds of system, chosen by {@code sce.sources.hr.kind}: dated CSV files in a folder or bucket ({@code csv}),
 * LDAP version 3 and Active Directory ({@code ldap}), Workday Report-as-a-Service in JSON ({@code workday}), SCIM 2.0
 * users, RFC 7643 and 7644 ({@code scim}). Each leaves raw of one form: a line of JSON per person, fields named and
 * valued as the source does, and of these only the ones that a column of {@link HrColumn} is mapped to; nothing else
 * about people reaches this product's disks.
 *
 * <p>Authentication: none (files), simple bind, basic or bearer. Paging: the simple paged results control (LDAP), start
 * index (SCIM), none (Workday, whose first byte may take many minutes). Lateness: files may be asked for again on any
 * later day; the other kinds answer as of now only. An incomplete answer is an error and never a smaller snapshot:
 * whoever is missing from a snapshot counts as having left. One that is complete but much smaller than the last good
 * one is kept in raw and held back, see {@link ShrinkGuard}.
 *
 * <p>Personal data: logins, addresses and names; they reach raw and schema {@code hr} only. Left out: birth dates, pay,
 * reasons of leave, and every column that is not mapped.
 */
@NullMarked
package org.scewarehouse.etl.source.hr;

import org.jspecify.annotations.NullMarked;
