package org.scewarehouse.jobs.demo;

import java.util.SplittableRandom;

/** A stream of random numbers for each entity, so that one more entity moves no other. */
final class Seeds {

    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /** The seed of one entity, such as {@code ("person", 17)} of the organisation grown from {@code seed}. */
    static long of(long seed, String entity, long number) {
        long hash = mix(seed + GOLDEN_RATIO);
        for (int i = 0; i < entity.length(); i++) {
            hash = mix(hash ^ entity.charAt(i) * GOLDEN_RATIO);
        }
        return mix(hash + number * GOLDEN_RATIO);
    }

    /** The stream of one entity. */
    static SplittableRandom stream(long seed, String entity, long number) {
        return new SplittableRandom(of(seed, entity, number));
    }

    /** A number in {@code [0, 1)} that depends on the seed and on a time or number alone. */
    static double share(long seed, long number) {
        return (mix(seed ^ mix(number + GOLDEN_RATIO)) >>> 11) * 0x1p-53;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
