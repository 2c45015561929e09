package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

class ClassificationTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "wb, session-1, rs-launcher-container, Job, anna, -, interactive",
                "wb, session-1, istio-proxy, Job, anna, -, sidecar",
                "connect-prod, run-1, rs-launcher-container, Job, -, -, content",
                "apps, run-1, rs-launcher-container, Job, -, ghcr.io/rstudio/content-base:r4.4.0, content",
                "hub, jupyter-bo, notebook, -, bo, -, interactive",
                "ci, runner-abc-project-1, build, -, -, -, ci",
                "ci, runner-abc-project-1, svc-0, -, -, -, ci",
                "jobs, aws-batch.123, default, -, -, -, batch",
                "jobs, report-1, main, Job, anna, -, batch",
                "jobs, report-1, main, CronJob, -, -, batch",
                "kube-system, coredns-1, coredns, ReplicaSet, -, -, system",
                "team, ide-0, ide, StatefulSet, anna, -, interactive",
                "team, api-0, api, StatefulSet, -, -, unknown"
            })
    void kindsFollowTheDefaultRules(
            String namespace, String pod, String container, String owner, String user, String image, String kind) {
        String found = Rule.first(Rule.parseAll(DefaultRules.KINDS), trait -> switch (trait) {
            case "namespace" -> namespace;
            case "pod" -> pod;
            case "container" -> container;
            case "owner" -> owner;
            case "user" -> user;
            case "image" -> image;
            default -> null;
        });
        assertThat(found == null ? "unknown" : found).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "workbench-session:R4.5.2, , unknown",
        "workbench-session:R4.5.2, JupyterLab Session, Jupyter",
        "rstudio:4.3.1, , RStudio",
        "datascience-notebook:python-3.11, , Jupyter",
        "code-server:4, , VS_Code",
        "ide:r4.1.1-rstudio1.4-30aug20, , RStudio",
        "ide:r4.4-positron, , Positron"
    })
    void idesComeFromTheSessionsNameElseTheImage(String image, String session, String ide) {
        String found = Rule.first(Rule.parseAll(DefaultRules.IDES), trait -> switch (trait) {
            case "image" -> image;
            case "annotation_name" -> session;
            default -> null;
        });
        assertThat(found == null ? "unknown" : found).isEqualTo(ide);
    }

    @Test
    void loginsComeFromLabelsElseFromNames() {
        PodOwner owner = new PodOwner(PrometheusTransformSettings.defaults());
        assertThat(owner.login("n", "p", "", Map.of("annotation_user", "Anna", "label_user", "x"), Set.of()))
                .isEqualTo("Anna");
        assertThat(owner.login("n", "p", "", Map.of("annotation_user", "rstudio-connect"), Set.of()))
                .isNull();
        assertThat(owner.login("n", "jupyter-b-2eo--server", "", Map.of(), Set.of()))
                .isEqualTo("b.o");
        assertThat(owner.login("n", "jupyter-operator-1", "ReplicaSet", Map.of(), Set.of()))
                .isNull();
        assertThat(owner.login("n", "web-1", "", Map.of(), Set.of())).isNull();
    }

    /** Texts are masked by these before pods are whole. */
    @Test
    void aSeriesAloneRevealsLoginsOfLabelsAndOfNames() {
        PodOwner owner = new PodOwner(PrometheusTransformSettings.defaults());
        List<String> logins = new ArrayList<>();
        owner.logins(Labels.of("annotation_user", "Anna", "label_user", " ", "pod", "web-1"), logins::add);
        owner.logins(Labels.of("annotation_user", "rstudio", "pod", "jupyter-b-2eo--server"), logins::add);
        assertThat(logins).containsExactly("Anna", "b.o");
    }

    @Test
    void workloadsAreWhatAUserKnows() {
        Owners owners = new Owners();
        owners.add(series(Metrics.REPLICASET_OWNER, "replicaset", "web-abc", "Deployment", "web"));
        owners.add(series(Metrics.JOB_OWNER, "job_name", "nightly-1", "CronJob", "nightly"));
        owners.add(series(Metrics.JOB_OWNER, "job_name", "single", "<none>", "<none>"));
        assertThat(owners.of("ReplicaSet", "web-abc")).isEqualTo(new Owners.Workload("Deployment", "web"));
        assertThat(owners.of("ReplicaSet", "api-5d78c9869d")).isEqualTo(new Owners.Workload("Deployment", "api"));
        assertThat(owners.of("Job", "nightly-1")).isEqualTo(new Owners.Workload("CronJob", "nightly"));
        assertThat(owners.of("Job", "single")).isEqualTo(new Owners.Workload("Job", "single"));
        assertThat(owners.of("<none>", "<none>")).isNull();
    }

    private static Series series(String metric, String label, String name, String kind, String owner) {
        Labels labels = Labels.of(Labels.METRIC, metric, label, name, "owner_kind", kind, "owner_name", owner);
        return new Series(labels, new Samples(0, 1));
    }

    @Test
    void outcomesTakeNamedGroups() {
        Rule rule = Rule.parse("${team}-ide namespace=ide-(?<team>.*) pod=.*");
        assertThat(rule.apply(trait -> trait.equals("namespace") ? "ide-bio" : null))
                .isEqualTo("bio-ide");
        assertThat(rule.apply(trait -> "other")).isNull();
    }

    @Test
    void badRulesAreQuoted() {
        assertThatThrownBy(() -> Rule.parse("interactive")).hasMessageContaining("'interactive'");
        assertThatThrownBy(() -> Rule.parse("x pod=(")).hasMessageContaining("'x pod=('");
        assertThatThrownBy(() -> Rule.parse("x pod")).hasMessageContaining("trait=regex");
    }
}
