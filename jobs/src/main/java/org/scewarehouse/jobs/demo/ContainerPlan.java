package org.scewarehouse.jobs.demo;

import java.util.BitSet;

/**
 * A container that somebody works in, as it is meant to be.
 *
 * @param index which one of the owner's it is, from 0
 * @param number which one of all, from 0
 * @param born when it is made, a whole second
 * @param ended when it ends for good; {@link Run#OPEN} if it stays
 * @param activeDays days of the period on which it is worked in; on all others it only runs
 * @param busyShare of the time of the period in which it is worked in, where that is part of a story; 0 elsewhere
 * @param isPaused whether it is stopped in the evening and started again the next morning
 */
record ContainerPlan(
        Person owner,
        int index,
        int number,
        Image image,
        long born,
        long ended,
        BitSet activeDays,
        double busyShare,
        boolean isPaused) {}
