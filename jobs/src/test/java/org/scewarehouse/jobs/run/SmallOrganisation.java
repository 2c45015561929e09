package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/**
 * Three days of a cluster that is as small as can be and still has what makes days differ: a session that runs over
 * midnights, a container that restarts, a job that crosses a midnight, a volume, two nodes. Times are seconds from the
 * start of the first day.
 */
final class SmallOrganisation {

    static final LocalDate FIRST = LocalDate.of(2026, 8, 18);
    static final LocalDate SECOND = FIRST.plusDays(1);
    static final LocalDate LAST = FIRST.plusDays(2);
    /** When all three days are due. */
    static final Instant NOW = Instant.parse("2026-08-21T06:00:00Z");

    private static final long BEGIN = FIRST.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int FROM = -2 * HOUR;
    private static final int TO = 3 * DAY + 2 * HOUR;
    private static final int STEP = 300;

    private final List<SimulatedSeries.Series> series = new ArrayList<>();
    private final double load;

    private SmallOrganisation(double load) {
        this.load = load;
    }

    static SimulatedSeries standard() {
        return withLoad(1);
    }

    /** The same cluster, in which the session has computed so many times as much. */
    static SimulatedSeries withLoad(double load) {
        SmallOrganisation organisation = new SmallOrganisation(load);
        organisation.session();
        organisation.notebook();
        organisation.job();
        organisation.volumesAndNodes();
        return SimulatedSeries.of(organisation.series);
    }

    private void session() {
        int start = 8 * HOUR + 20;
        String pod = "namespace=workbench pod=session-7f-anna.smith";
        String uid = "11111111-1111-1111-1111-111111111111";
        String container = pod + " container=rs-launcher-container id=/kubepods/pod" + uid + "/c1";
        add("container_cpu_usage_seconds_total", container + " cpu=total", start, TO, t -> load * 0.75 * (t - start));
        add("container_memory_working_set_bytes", container, start, TO, t -> 2e9 + t);
        add("container_start_time_seconds", container, start, TO, t -> BEGIN + start);
        add("container_network_receive_bytes_total", pod + " interface=eth0", start, TO, t -> 1e4 * (t - start));
        String kube = pod + " uid=" + uid;
        pod(kube, "rs-launcher-container", "host:5000/ide:r4.4.1-py3.12.2", start, TO);
        constant("kube_pod_annotations", kube + " annotation_user=Anna.Smith annotation_name=RStudio", start, TO, 1);
        constant(
                "kube_pod_spec_volumes_persistentvolumeclaims_info",
                kube + " persistentvolumeclaim=home-anna.smith volume=home",
                start,
                TO,
                1);
    }

    /** Restarts at 10:00 of the second day. */
    private void notebook() {
        int restart = DAY + 10 * HOUR;
        String pod = "namespace=hub pod=jupyter-bo";
        String uid = "22222222-2222-2222-2222-222222222222";
        for (int run = 1; run <= 2; run++) {
            int from = run == 1 ? FROM : restart;
            int to = run == 1 ? restart : TO;
            String container = pod + " container=notebook id=/kubepods/pod" + uid + "/c" + run;
            add("container_cpu_usage_seconds_total", container + " cpu=total", from, to, t -> 0.1 * (t - from));
            add("container_memory_working_set_bytes", container, from, to, t -> 1e9);
            add("container_start_time_seconds", container, from, to, t -> BEGIN + from);
        }
        String kube = pod + " uid=" + uid;
        pod(kube, "notebook", "quay.io/jupyter/r-notebook:r-4.3.1", FROM, TO);
        constant(
                "kube_pod_labels",
                kube + " label_component=singleuser-server label_hub_jupyter_org_username=bo",
                FROM,
                TO,
                1);
    }

    /** From 23:40 of the second day to 00:25 of the third. */
    private void job() {
        int start = 2 * DAY - 20 * 60;
        int end = start + 45 * 60;
        String pod = "namespace=jobs pod=report-123-x1";
        String uid = "33333333-3333-3333-3333-333333333333";
        String container = pod + " container=main id=/kubepods/pod" + uid + "/m";
        add("container_cpu_usage_seconds_total", container + " cpu=total", start, end, t -> 1.5 * (t - start));
        add("container_start_time_seconds", container, start, end, t -> BEGIN + start);
        String kube = pod + " uid=" + uid;
        pod(kube, "main", "team/report:R4.3.3", start, end + HOUR);
        constant(
                "kube_pod_owner",
                kube + " owner_kind=Job owner_name=report-123 owner_is_controller=true",
                start,
                end + HOUR,
                1);
        constant("kube_pod_completion_time", kube, end, end + HOUR, BEGIN + end);
    }

    private void pod(String kube, String container, String image, int from, int to) {
        constant("kube_pod_info", kube + " node=node-1", from, to, 1);
        constant("kube_pod_created", kube, from, to, BEGIN + from - 5);
        constant("kube_pod_container_info", kube + " container=" + container + " image_spec=" + image, from, to, 1);
        constant(
                "kube_pod_container_resource_requests",
                kube + " container=" + container + " resource=cpu unit=core",
                from,
                to,
                2);
    }

    private void volumesAndNodes() {
        String home = "namespace=workbench persistentvolumeclaim=home-anna.smith";
        add("kubelet_volume_stats_used_bytes", home + " node=node-1", 8 * HOUR, TO, t -> 1e9 + t);
        constant("kubelet_volume_stats_capacity_bytes", home + " node=node-1", 8 * HOUR, TO, 5e9);
        constant("kube_persistentvolumeclaim_info", home + " storageclass=efs", FROM, TO, 1);
        for (int node = 1; node <= 2; node++) {
            constant("machine_cpu_cores", "node=node-" + node, FROM, TO, 8 * node);
            constant("machine_memory_bytes", "node=node-" + node, FROM, TO, 32e9 * node);
        }
    }

    private void constant(String metric, String labels, int from, int to, double value) {
        add(metric, labels, from, to, t -> value);
    }

    private void add(String metric, String labels, int from, int to, DoubleUnaryOperator value) {
        List<String> names = new ArrayList<>(List.of(Labels.METRIC, metric));
        for (String label : labels.split(" ", -1)) {
            names.addAll(List.of(label.split("=", 2)));
        }
        int size = (to - from + STEP - 1) / STEP;
        long[] times = new long[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            times[i] = (BEGIN + from + (long) i * STEP) * 1000;
            values[i] = value.applyAsDouble(from + (double) i * STEP);
        }
        series.add(new SimulatedSeries.Series(Labels.of(names), times, values));
    }
}
