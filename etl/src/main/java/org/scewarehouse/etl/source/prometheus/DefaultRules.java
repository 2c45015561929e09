package org.scewarehouse.etl.source.prometheus;

import java.util.List;

/** Rules that hold until a site sets its own; the first one that applies decides. */
final class DefaultRules {

    static final List<String> KINDS = List.of(
            "sidecar init=sidecar",
            "sidecar container=istio-proxy|linkerd-proxy|vault-agent|vault-agent-init"
                    + "|cloud-sql-proxy|fluent-bit|filebeat"
                    + "|oauth2?-proxy|otc-container|dapr.*",
            "system namespace=kube-.*|.*-system|cert-manager|ingress-nginx|monitoring"
                    + "|prometheus|tigera-operator|cattle-.*"
                    + "|fleet-.*|amazon-.*|linkerd.*|gatekeeper.*",
            "ci pod=runner-.* container=build|helper|svc-\\d+|init-permissions",
            "ci label_job_runner_gitlab_com_id=.+",
            "batch pod=aws-batch\\..*",
            "batch label_batch_amazonaws_com_job_id=.+",
            "content container=rs-launcher-container namespace=.*connect.*",
            "content container=rs-launcher-container image=.*(content-base|content-pro|connect-content).*",
            "content container=rs-launcher-container annotation_user=(rstudio|posit)-connect",
            "interactive container=rs-launcher-container user=.+",
            "interactive label_component=singleuser-server",
            "interactive container=notebook pod=jupyter-.+",
            "batch owner=Job|CronJob",
            "interactive user=.+");

    static final List<String> IDES = List.of(
            "Positron annotation_name=(?i).*positron.*",
            "VS_Code annotation_name=(?i).*(vs.?code|code-server).*",
            "Jupyter annotation_name=(?i).*jupyter.*",
            "RStudio annotation_name=(?i).*rstudio.*",
            "Positron image=(?i).*positron.*",
            "VS_Code image=(?i).*(vs-?code|code-server).*",
            "RStudio image=(?i).*(rstudio|rserver).*",
            "Jupyter image=(?i).*(jupyter|notebook|singleuser).*",
            "Jupyter label_component=singleuser-server");

    static final List<String> VOLUME_KINDS = List.of(
            "home claim=(claim|home)-.+|.+-home|home",
            "scratch claim=.*(scratch|tmp|temp).*",
            "project claim=.*(project|study|shared).*",
            "other claim=.*");

    private DefaultRules() {}
}
