package org.scewarehouse.etl.source.hr;

/**
 * A set of texts as hashes of 64 bits, of which two among a million texts are equal once in 30 million sets. Some 30
 * bytes per text.
 */
final class TextSet {

    private static final long NONE = 0;

    private long[] hashes = new long[1024];
    private int size;

    /** Adds a text; says whether it was not there. */
    boolean add(String text) {
        if (2 * size >= hashes.length) {
            grow();
        }
        long hash = PeopleChecks.hash(text);
        int slot = slot(hash);
        if (hashes[slot] != NONE) {
            return false;
        }
        hashes[slot] = hash;
        size++;
        return true;
    }

    boolean contains(String text) {
        return hashes[slot(PeopleChecks.hash(text))] != NONE;
    }

    private int slot(long hash) {
        int slot = (int) hash & (hashes.length - 1);
        while (hashes[slot] != NONE && hashes[slot] != hash) {
            slot = slot + 1 & (hashes.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] before = hashes;
        hashes = new long[2 * before.length];
        for (long hash : before) {
            if (hash != NONE) {
                hashes[slot(hash)] = hash;
            }
        }
    }
}
