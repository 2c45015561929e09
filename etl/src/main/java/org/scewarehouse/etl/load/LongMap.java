package org.scewarehouse.etl.load;

import java.util.Arrays;

/**
 * A map of longs to longs without objects: keys of a source-day's dimension members are looked up once per fact key.
 */
final class LongMap {

    private static final int FIRST_CAPACITY = 64;

    private long[] keys = new long[FIRST_CAPACITY];
    private long[] values = new long[FIRST_CAPACITY];
    private boolean[] isTaken = new boolean[FIRST_CAPACITY];
    private int size;

    void put(long key, long value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(key);
        if (!isTaken[slot]) {
            isTaken[slot] = true;
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    boolean contains(long key) {
        return isTaken[slot(key)];
    }

    /** The key's value, or {@code missing}. */
    long value(long key, long missing) {
        int slot = slot(key);
        return isTaken[slot] ? values[slot] : missing;
    }

    int size() {
        return size;
    }

    long[] keys() {
        long[] result = new long[size];
        int count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (isTaken[slot]) {
                result[count++] = keys[slot];
            }
        }
        return result;
    }

    /** The key's slot, or the free one where it belongs; there always is a free one. */
    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (keys.length - 1);
        while (isTaken[slot] && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys();
        long[] oldValues = Arrays.stream(oldKeys).map(k -> values[slot(k)]).toArray();
        keys = new long[keys.length * 2];
        values = new long[keys.length];
        isTaken = new boolean[keys.length];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            put(oldKeys[i], oldValues[i]);
        }
    }
}
