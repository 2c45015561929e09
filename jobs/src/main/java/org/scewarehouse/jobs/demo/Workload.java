package org.scewarehouse.jobs.demo;

import java.util.Map;

/**
 * What makes pods: a container as its user sees it has the same workload however often its pod is made anew.
 *
 * @param environment what users call the place; the namespace for what has no user interface
 * @param controllerKind kind of what owns the pods directly; empty for bare pods
 * @param topKind kind of what owns that: Deployment, CronJob; the controller itself where nothing does
 * @param topName its name; for bare pods what stays the same from pod to pod
 * @param login whose it is; empty where it is nobody's
 * @param annotations of the pods, as kube-state-metrics names the labels
 * @param labels of the pods, as kube-state-metrics names the labels
 * @param claim the volume claim that its pods mount; empty if none
 */
record Workload(
        String namespace,
        String environment,
        String controllerKind,
        String controllerName,
        String topKind,
        String topName,
        String login,
        Map<String, String> annotations,
        Map<String, String> labels,
        String claim) {

    /** Text that is the same for all incarnations of it and for nothing else. */
    String identity() {
        return namespace + "/" + topKind + "/" + topName;
    }
}
