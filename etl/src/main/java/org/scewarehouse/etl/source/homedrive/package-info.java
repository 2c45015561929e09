/**
 * Home drives as a scan of the file server sees them: who owns how much, with or without a pod that mounts it.
 *
 * <p>One file a day in a folder or a bucket, {@code sce.sources.home-drive.path}; its name ends with the day and
 * {@code .csv}, such as {@code home_drives_20260820.csv} or {@code scan-2026-08-20.csv}. UTF-8, a header with the
 * columns {@code path,owner,bytes,files,scanned_at} in any order, one drive a line, every line ended: a last line
 * without its end means that the file is still being written. {@code bytes} and {@code files} are whole numbers
 * ({@code files} may be empty), {@code scanned_at} is an ISO-8601 instant, {@code owner} a login or empty. A column
 * {@code region} may say where a drive lies; others do not reach raw. A scan of a day is expected until it is there; a
 * day that has none while a later day has one is a stated gap.
 *
 * <p>A drive that a scan no longer shows is carried forward with its last size, {@code measured_at} and
 * {@code is_carried_forward}, for {@code sce.sources.home-drive.carry-days}: a drive may be unmounted, and forgotten
 * drives are the point. Lines that cannot be used are left out and counted; of more than one in ten nothing is built.
 *
 * <p>Paths and owners are personal: logins are masked in {@code mart}, a path that does not name the drive's
 * owner is hidden there, and the original stands in {@code hr.volume_name}.
 */
@NullMarked
package org.scewarehouse.etl.source.homedrive;

import org.jspecify.annotations.NullMarked;
