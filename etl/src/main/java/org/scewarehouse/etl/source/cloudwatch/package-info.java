/**
 * Amazon CloudWatch: how full whole file systems are, for sites whose home drives no Prometheus measures.
 *
 * <p>API 2010-08-01 through the AWS SDK: ListMetrics (pages of 500) finds the file systems, GetMetricData (at most 500
 * queries a call, paged; a page may hold a piece of a series, pieces are put together by what the series is) gives
 * their values. Credentials come from the SDK's default chain and need {@code cloudwatch:ListMetrics} and
 * {@code cloudwatch:GetMetricData}.
 *
 * <p>EFS: {@code StorageBytes} with both of its dimensions; the storage class {@code Total} is loaded, the others stay
 * in raw. FSx: {@code StorageUsed} (ONTAP), {@code UsedStorageCapacity} (OpenZFS), {@code FreeStorageCapacity}
 * (Windows) and {@code FreeDataStorageCapacity} (Lustre, one value per disk and minute, therefore summed), with
 * {@code StorageCapacity} where the service publishes it. Where only what is free is published, how much there is comes
 * from {@code sce.sources.cloudwatch.capacities}, else from FSx itself: DescribeFileSystems (API 2018-03-01), which
 * needs {@code fsx:DescribeFileSystems} and tells of now, so that only days that ended within two days get it. Volumes
 * inside a file system are not loaded.
 *
 * <p>A value is the mean of the last period that ends in the day: 15 minutes, or an hour for days more than 63 days
 * ago, since AWS keeps nothing finer. Hours are kept 455 days. ListMetrics names what had values in the last two weeks;
 * a file system that was deleted before is asked for only if {@code sce.sources.cloudwatch.file-systems} names it.
 * Values are complete within minutes. Of an answer that stays {@code PartialData} nothing is kept and the day is asked
 * for again later.
 *
 * <p>Nothing personal is asked. How large the home of one person is CloudWatch does not know: that is source
 * {@code home_drive}.
 */
@NullMarked
package org.scewarehouse.etl.source.cloudwatch;

import org.jspecify.annotations.NullMarked;
