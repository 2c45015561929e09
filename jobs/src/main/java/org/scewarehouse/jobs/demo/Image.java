package org.scewarehouse.jobs.demo;

/**
 * A container image; texts are empty where it has no such thing or does not say.
 *
 * @param repository registry and repository
 * @param weight how common it is among interactive containers without R
 */
record Image(String repository, String tag, String rVersion, String pythonVersion, String ide, int weight) {

    /** As a pod names it. */
    String reference() {
        return repository + ":" + tag;
    }

    /** Whether it is one to work in with RStudio. */
    boolean isRstudio() {
        return ide.equals("rstudio");
    }
}
