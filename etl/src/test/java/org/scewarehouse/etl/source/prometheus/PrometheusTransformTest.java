package org.scewarehouse.etl.source.prometheus;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.SourceContractTest;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/** A small cluster's day: a Workbench session, a JupyterHub server, a job, a system pod, volumes and two nodes. */
class PrometheusTransformTest extends SourceContractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);
    private static final long D0 = DAY.from().getEpochSecond();
    private static final long HOUR = 3600;
    private static final long FROM = D0 - 2 * HOUR;
    private static final long TO = D0 + 26 * HOUR;
    private static final String SESSION_UID = "11111111-1111-1111-1111-111111111111";
    private static final String HUB_UID = "22222222-2222-2222-2222-222222222222";
    private static final String JOB_UID = "33333333-3333-3333-3333-333333333333";

    @Override
    protected String source() {
        return "prometheus";
    }

    @Override
    protected Day day() {
        return DAY;
    }

    @Override
    protected List<String> endpoints() {
        return PrometheusEndpoints.all().stream().map(Endpoint::name).toList();
    }

    @Override
    protected List<TableSpec<?>> tables() {
        return PrometheusTransform.tables();
    }

    @Override
    protected Dimensions dimensions() {
        return new Dimensions(
                "", "a secret of sixteen bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8), Reference.none());
    }

    @Override
    protected void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder) {
        new PrometheusTransform(PrometheusTransformSettings.defaults(), tempFolder, 1 << 20)
                .transform(day, raw, new byte[0], dimensions(), rows, Progress.NONE);
    }

    @Override
    protected List<RawFixture.Part> fixture() {
        return cluster(new SeriesFixture()).parts();
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() {
        return cluster(new SeriesFixture(",\"future_label\":\"something\"")).parts();
    }

    private static SeriesFixture cluster(SeriesFixture all) {
        session(all);
        hub(all);
        job(all);
        system(all);
        volumesAndNodes(all);
        return all;
    }

    /** Starts at 08:00:20, works at two cores until noon, then idles over midnight. */
    private static void session(SeriesFixture all) {
        long start = D0 + 8 * HOUR + 20;
        String pod = "namespace=workbench pod=session-7f-anna.smith";
        String container = pod + " container=rs-launcher-container id=/kubepods/burstable/pod" + SESSION_UID + "/c1";
        all.add("container_cpu_usage_seconds_total", container + " cpu=total", start + 40, TO, 60, t -> {
            double worked = Math.min(t, (double) (D0 + 12 * HOUR)) - start;
            return 2 * worked + 0.01 * Math.max(0, t - (D0 + 12 * HOUR));
        });
        all.add("container_memory_working_set_bytes", container, start + 40, TO, 60, 2e9);
        all.add("container_start_time_seconds", container, start + 40, TO, 60, start);
        all.add(
                "container_network_receive_bytes_total",
                pod + " interface=eth0",
                start + 40,
                TO,
                60,
                t -> 1e6 * (t - start));
        String kube = pod + " uid=" + SESSION_UID;
        all.add(
                "kube_pod_info",
                kube + " node=node-1 created_by_kind=Job created_by_name=session-7f",
                start,
                TO,
                60,
                1);
        all.add(
                "kube_pod_owner",
                kube + " owner_kind=Job owner_name=session-7f owner_is_controller=true",
                start,
                TO,
                60,
                1);
        all.add("kube_pod_created", kube, start, TO, 60, start - 20);
        all.add("kube_pod_annotations", kube + " annotation_user=Anna.Smith annotation_name=RStudio", start, TO, 60, 1);
        all.add(
                "kube_pod_container_info",
                kube + " container=rs-launcher-container image=host:5000/ide@sha256:aa"
                        + " image_spec=host:5000/ide:r4.4.1-py3.12.2",
                start,
                TO,
                60,
                1);
        all.add(
                "kube_pod_container_resource_requests",
                kube + " container=rs-launcher-container resource=cpu unit=core",
                start,
                TO,
                60,
                4);
        all.add(
                "kube_pod_container_resource_requests",
                kube + " container=rs-launcher-container resource=memory unit=byte",
                start,
                TO,
                60,
                4e9);
        all.add(
                "kube_pod_spec_volumes_persistentvolumeclaims_info",
                kube + " persistentvolumeclaim=home-anna.smith volume=home",
                start,
                TO,
                60,
                1);
    }

    /** Runs all the time at a tenth of a core, and restarts once at 10:00. */
    private static void hub(SeriesFixture all) {
        long restart = D0 + 10 * HOUR;
        String pod = "namespace=hub pod=jupyter-bo";
        String first = pod + " container=notebook id=/kubepods.slice/pod" + HUB_UID.replace('-', '_') + ".slice/c1";
        String second = pod + " container=notebook id=/kubepods.slice/pod" + HUB_UID.replace('-', '_') + ".slice/c2";
        all.add(
                "container_cpu_usage_seconds_total",
                first + " cpu=total",
                FROM,
                restart - 60,
                60,
                t -> 0.1 * (t - FROM) + 500);
        all.add(
                "container_cpu_usage_seconds_total",
                second + " cpu=total",
                restart + 60,
                TO,
                60,
                t -> 0.1 * (t - restart));
        all.add("container_memory_working_set_bytes", first, FROM, restart - 60, 60, 1e9);
        all.add("container_memory_working_set_bytes", second, restart + 60, TO, 60, 5e8);
        all.add("container_start_time_seconds", first, FROM, restart - 60, 60, FROM - 86_400);
        all.add("container_start_time_seconds", second, restart + 60, TO, 60, restart);
        String kube = pod + " uid=" + HUB_UID;
        all.add("kube_pod_info", kube + " node=node-1", FROM, TO, 60, 1);
        all.add("kube_pod_created", kube, FROM, TO, 60, FROM - 90_000);
        all.add(
                "kube_pod_labels",
                kube + " label_component=singleuser-server label_hub_jupyter_org_username=bo",
                FROM,
                TO,
                60,
                1);
        all.add(
                "kube_pod_container_info",
                kube + " container=notebook image_spec=quay.io/jupyter/r-notebook:r-4.3.1",
                FROM,
                TO,
                60,
                1);
        all.add(
                "kube_pod_spec_volumes_persistentvolumeclaims_info",
                kube + " persistentvolumeclaim=claim-bo volume=home",
                FROM,
                TO,
                60,
                1);
    }

    /** Half an hour of a CronJob's job, with a GPU, an init container and a mesh's sidecar. */
    private static void job(SeriesFixture all) {
        long start = D0 + 3 * HOUR + 1750;
        long end = start + 1800;
        String pod = "namespace=jobs pod=report-123-x1";
        String main = pod + " container=main id=/kubepods/pod" + JOB_UID + "/m";
        String proxy = pod + " container=istio-proxy id=/kubepods/pod" + JOB_UID + "/p";
        String init = pod + " container=setup id=/kubepods/pod" + JOB_UID + "/i";
        all.add("container_cpu_usage_seconds_total", main + " cpu=cpu00", start + 10, end, 30, t -> 1.5 * (t - start));
        all.add("container_cpu_usage_seconds_total", main + " cpu=cpu01", start + 10, end, 30, t -> 0.5 * (t - start));
        all.add(
                "container_cpu_usage_seconds_total",
                proxy + " cpu=total",
                start + 10,
                end,
                30,
                t -> 0.02 * (t - start));
        all.add("container_cpu_usage_seconds_total", init + " cpu=total", start - 60, start, 30, t -> t - start + 60);
        all.add("container_start_time_seconds", main, start + 10, end, 30, start);
        all.add("container_start_time_seconds", proxy, start + 10, end, 30, start);
        all.add(
                "container_fs_reads_bytes_total",
                main + " device=/dev/sda",
                start + 10,
                end,
                30,
                t -> 100 * (t - start));
        String kube = pod + " uid=" + JOB_UID;
        all.add(
                "kube_pod_owner",
                kube + " owner_kind=Job owner_name=report-123 owner_is_controller=true",
                start,
                TO,
                60,
                1);
        all.add(
                "kube_job_owner",
                "namespace=jobs job_name=report-123 owner_kind=CronJob owner_name=report owner_is_controller=true",
                start,
                TO,
                60,
                1);
        all.add("kube_pod_created", kube, start, TO, 60, start - 5);
        all.add("kube_pod_completion_time", kube, end + 60, TO, 60, end);
        all.add(
                "kube_pod_container_info",
                kube + " container=main image_spec=team/report:R4.3.3-16apr2024",
                start,
                TO,
                60,
                1);
        all.add(
                "kube_pod_container_info",
                kube + " container=istio-proxy image_spec=istio/proxyv2:1.20.1",
                start,
                TO,
                60,
                1);
        all.add("kube_pod_init_container_info", kube + " container=setup image_spec=busybox", start, TO, 60, 1);
        all.add(
                "kube_pod_container_resource_requests",
                kube + " container=main resource=nvidia_com_gpu unit=integer",
                start,
                TO,
                60,
                1);
        all.add(
                "kube_pod_container_resource_requests",
                kube + " container=main resource=cpu unit=core",
                start,
                TO,
                60,
                1);
    }

    private static void system(SeriesFixture all) {
        String container = "namespace=kube-system pod=coredns-5d78c9869d-abcde container=coredns"
                + " id=/kubepods/besteffort/pod44444444-4444-4444-4444-444444444444/c";
        all.add("container_cpu_usage_seconds_total", container + " cpu=total", FROM, TO, 60, t -> 0.005 * (t - FROM));
        all.add("container_memory_working_set_bytes", container, FROM, TO, 60, 3e7);
        all.add(
                "container_cpu_usage_seconds_total",
                "id=/ cpu=total instance=10.0.0.1:10250",
                FROM,
                TO,
                60,
                t -> 3 * (t - FROM));
        all.add(
                "container_cpu_usage_seconds_total",
                "id=/system.slice cpu=total instance=10.0.0.1:10250",
                FROM,
                TO,
                60,
                t -> t - FROM);
    }

    private static void volumesAndNodes(SeriesFixture all) {
        String home = "namespace=workbench persistentvolumeclaim=home-anna.smith";
        all.add("kubelet_volume_stats_used_bytes", home + " node=node-1", D0 + 8 * HOUR, TO, 60, t -> 1e9 + t - D0);
        all.add("kubelet_volume_stats_used_bytes", home + " node=node-2", D0 + 9 * HOUR, TO, 60, t -> 1e9 + t - D0 + 7);
        all.add("kubelet_volume_stats_capacity_bytes", home + " node=node-1", D0 + 8 * HOUR, TO, 60, 5e9);
        all.add("kubelet_volume_stats_inodes_used", home + " node=node-1", D0 + 8 * HOUR, TO, 60, 42);
        all.add("kube_persistentvolumeclaim_info", home + " storageclass=efs", FROM, TO, 60, 1);
        all.add("kube_persistentvolumeclaim_created", home, FROM, TO, 60, FROM - 1000);
        all.add("kube_persistentvolumeclaim_resource_requests_storage_bytes", home, FROM, TO, 60, 4e9);
        all.add(
                "kube_persistentvolumeclaim_info",
                "namespace=hub persistentvolumeclaim=claim-bo storageclass=efs",
                FROM,
                TO,
                60,
                1);
        all.add("machine_cpu_cores", "node=node-1", FROM, TO, 60, 16);
        all.add("machine_memory_bytes", "node=node-1", FROM, TO, 60, 64e9);
        all.add("machine_cpu_cores", "node=node-2", FROM, D0 + 12 * HOUR, 60, 8);
        all.add("machine_memory_bytes", "node=node-2", FROM, D0 + 12 * HOUR, 60, 32e9);
        all.add("kube_node_status_allocatable", "node=node-1 resource=cpu unit=core", FROM, TO, 60, 15.5);
        all.add("kube_node_status_allocatable", "node=node-1 resource=memory unit=byte", FROM, TO, 60, 60e9);
        all.add("kube_node_status_allocatable", "node=node-2 resource=cpu unit=core", FROM, D0 + 12 * HOUR, 60, 7.5);
        all.add("kube_node_status_capacity", "node=node-1 resource=nvidia_com_gpu unit=integer", FROM, TO, 60, 2);
    }
}
