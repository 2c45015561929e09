package org.scewarehouse.jobs;

/** The display of one piece of long work. Used by one thread at a time; closing it leaves its last state in sight. */
public interface ProgressLine extends AutoCloseable {
    /** A total that is not known. */
    long UNKNOWN = -1;

    /**
     * Says how far the work has come; cheap enough to be called for every record.
     *
     * @param step what is being done, such as {@code transform}
     * @param unit what is counted, in the plural
     * @param done how many so far
     * @param total how many there will be, or {@link #UNKNOWN}
     */
    void advance(String step, String unit, long done, long total);

    @Override
    void close();
}
