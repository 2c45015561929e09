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

    private final List<Image> ofR;
    private final List<Image> others;

    Images() {
        List<Image> all = Csv.resource("images.csv").stream()
                .map(row ->
                        new Image(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), Csv.count(row.get(5))))
                .toList();
        ofR = all.stream().filter(image -> !image.rVersion().isEmpty()).toList();
        others = all.stream().filter(image -> image.rVersion().isEmpty()).toList();
    }

    /** Images with R, in the order of {@code r_versions.csv}. */
    List<Image> ofR() {
        return ofR;
    }

    /** An image with R, any as likely as any other. */
    Image ofR(SplittableRandom random) {
        return ofR.get(random.nextInt(ofR.size()));
    }

    /** The image that a container of one person and of one kind has again and again. */
    Image repeated() {
        return others.get(0);
    }

    /** An image without R, by how common it is. */
    Image withoutR(SplittableRandom random) {
        int rest = random.nextInt(others.stream().mapToInt(Image::weight).sum());
        for (Image image : others) {
            rest -= image.weight();
            if (rest < 0) {
                return image;
            }
        }
        throw new IllegalStateException("weights are negative");
    }
}
