package org.scewarehouse.etl.source.prometheus;

/** Evenly distributed numbers that depend on a text alone, whatever the Java version: SplitMix64. */
final class SeededDraws {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SeededDraws(String seed) {
        state = FNV_OFFSET;
        for (int i = 0; i < seed.length(); i++) {
            state = (state ^ seed.charAt(i)) * FNV_PRIME;
        }
    }

    /** Fills the array with the next numbers from 0 to below the bound. */
    void next(int bound, int[] numbers) {
        long at = state;
        for (int i = 0; i < numbers.length; i++) {
            at += GAMMA;
            long mixed = (at ^ (at >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            mixed ^= mixed >>> 31;
            numbers[i] = (int) (((mixed >>> 32) * bound) >>> 32);
        }
        state = at;
    }
}
