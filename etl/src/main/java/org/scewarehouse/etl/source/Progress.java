package org.scewarehouse.etl.source;

/** Takes news of long work; calls are cheap and may come from any thread. */
@FunctionalInterface
public interface Progress {

    /** Where nobody watches. */
    Progress NONE = (unit, done, total) -> {};

    /**
     * Says how far the work is.
     *
     * @param unit what is counted, such as {@code samples}
     * @param done how many are done
     * @param total how many there are; -1 where that is not known
     */
    void advance(String unit, long done, long total);
}
