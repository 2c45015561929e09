package org.scewarehouse.etl.source.prometheus;

/** Evenly distributed numbers that depend on a text alone, whatever the Java version: SplitMix64. */
final class SeededDraws {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long state;

    SeededDraws(String seed) {
        state = FNV_OFFSET;
        for (int i = 0; i < seed.length(); i++) {
            state = (state ^ seed.charAt(i)) * FNV_PRIME;
        }
    }

    /** The next number from 0 to below the bound. */
    int next(int bound) {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 31;
        return (int) (((mixed >>> 32) * bound) >>> 32);
    }
}
