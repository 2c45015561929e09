package org.scewarehouse.jobs.demo;

import java.util.List;
import java.util.SplittableRandom;

/** The images of the organisation. */
final class Images {

    static final Image BATCH_R = new Image("registry.example.org/sce/r-batch", "R4.3.1-11oct2023", "4.3.1", "", "", 0);
    static final Image BATCH_PYTHON =
            new Image("registry.example.org/sce/python-batch", "python-3.11.9", "", "3.11.9", "", 0);
    static final Image CONTENT =
            new Image("posit/connect-content", "R4.3.3-python3.11.9-ubuntu-22.04", "4.3.3", "3.11.9", "", 0);
    static final Image CI_BUILD = new Image("rocker/r-ver", "4.3.1", "4.3.1", "", "", 0);
    static final Image CI_HELPER = new Image(
            "registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper", "x86_64-v17.2.0", "", "", "", 0);
    static final Image ISTIO = new Image("docker.io/istio/proxyv2", "1.22.3", "", "", "", 0);
    static final Image KUBE_PROXY = new Image("registry.k8s.io/kube-proxy", "v1.29.7", "", "", "", 0);
    static final Image COREDNS = new Image("registry.k8s.io/coredns/coredns", "v1.11.1", "", "", "", 0);
    static final Image PROMETHEUS = new Image("quay.io/prometheus/prometheus", "v2.53.1", "", "", "", 0);

    private final List<Image> interactive;
    private final int totalWeight;

    Images() {
        interactive = Csv.resource("images.csv").stream()
                .map(row ->
                        new Image(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), Csv.count(row.get(5))))
                .toList();
        totalWeight = interactive.stream().mapToInt(Image::weight).sum();
    }

    /** The image of an interactive container: each one once to begin with, then by how common it is. */
    Image interactive(int number, SplittableRandom random) {
        if (number < interactive.size()) {
            return interactive.get(number);
        }
        int rest = random.nextInt(totalWeight);
        for (Image image : interactive) {
            rest -= image.weight();
            if (rest < 0) {
                return image;
            }
        }
        throw new IllegalStateException("weights do not sum to " + totalWeight);
    }
}
