package org.scewarehouse.etl.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs in memory: their bytes one after the other in chunks, and per pair its place and the first eight bytes of its
 * key, so that most comparisons touch no chunk and no pair costs an object.
 */
final class SortArena {

    private static final int CHUNK_BYTES_MAX = 256 * 1024;
    private static final int CHUNK_BYTES_MIN = 1024;
    private static final int CHUNKS_MIN = 16;
    /** Place and prefix, and the same again while sorting. */
    private static final int INDEX_BYTES = 4 * Long.BYTES;

    private static final int INDEX_START = 64;

    private final long memoryBytes;
    private final int chunkBytes;
    private final List<byte[]> chunks = new ArrayList<>();
    private long allocatedBytes;
    /** The chunk being filled, and how far. */
    private int chunk = -1;

    private int chunkFilled;
    private long[] places = new long[INDEX_START];
    private long[] prefixes = new long[INDEX_START];
    private int count;

    SortArena(long memoryBytes) {
        this.memoryBytes = memoryBytes;
        this.chunkBytes = (int) Math.max(CHUNK_BYTES_MIN, Math.min(CHUNK_BYTES_MAX, memoryBytes / CHUNKS_MIN));
    }

    /** Whether the pair fits; into an empty arena every pair does. */
    boolean hasRoomFor(int keyLength, int valueLength) {
        if (count == 0) {
            return true;
        }
        long needed = Math.addExact((long) SortedPairs.HEADER_BYTES, (long) keyLength + valueLength);
        long bytes = allocatedBytes + (long) indexCapacity(count + 1) * INDEX_BYTES;
        boolean needsChunk = chunkFilled + needed > chunks.get(chunk).length;
        boolean hasSpare = chunk + 1 < chunks.size() && needed <= chunkBytes;
        if (needsChunk && !hasSpare) {
            bytes += Math.max(needed, chunkBytes);
        }
        return bytes <= memoryBytes;
    }

    void add(byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
        int length = Math.addExact(SortedPairs.HEADER_BYTES, Math.addExact(keyLength, valueLength));
        if (chunk < 0 || chunkFilled + length > chunks.get(chunk).length) {
            nextChunk(length);
        }
        byte[] to = chunks.get(chunk);
        SortedPairs.putHeader(to, chunkFilled, keyLength, valueLength);
        System.arraycopy(key, keyOffset, to, chunkFilled + SortedPairs.HEADER_BYTES, keyLength);
        System.arraycopy(value, valueOffset, to, chunkFilled + SortedPairs.HEADER_BYTES + keyLength, valueLength);
        int capacity = indexCapacity(count + 1);
        if (capacity > places.length) {
            places = Arrays.copyOf(places, capacity);
            prefixes = Arrays.copyOf(prefixes, capacity);
        }
        places[count] = (long) chunk << 32 | chunkFilled;
        prefixes[count] = prefix(key, keyOffset, keyLength);
        count++;
        chunkFilled += length;
    }

    /** Everything added, in order; valid until the next change. */
    SortedPairs sorted() {
        new PlaceSort(chunks, places, prefixes).sort(count);
        return new SortedPairs() {
            private int at;

            @Override
            public boolean next() {
                if (at == count) {
                    return false;
                }
                long place = places[at++];
                moveTo(chunks.get((int) (place >>> 32)), (int) place);
                return true;
            }
        };
    }

    /** Forgets all pairs and keeps the memory for the next ones. */
    void clear() {
        chunks.removeIf(c -> c.length != chunkBytes);
        allocatedBytes = (long) chunks.size() * chunkBytes;
        chunk = -1;
        count = 0;
    }

    /** Forgets all pairs and gives the memory back. */
    void release() {
        clear();
        chunks.clear();
        allocatedBytes = 0;
        places = new long[INDEX_START];
        prefixes = new long[INDEX_START];
    }

    private int indexCapacity(int pairs) {
        return pairs <= places.length ? places.length : places.length + places.length / 2;
    }

    private void nextChunk(int length) {
        chunk++;
        chunkFilled = 0;
        if (length > chunkBytes || chunk == chunks.size()) {
            byte[] added = new byte[Math.max(chunkBytes, length)];
            chunks.add(chunk, added);
            allocatedBytes += added.length;
        }
    }

    /** The key's first eight bytes as a number that sorts, compared signed, as they do unsigned. */
    private static long prefix(byte[] key, int offset, int length) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (i < length ? key[offset + i] & 0xFF : 0);
        }
        return prefix ^ Long.MIN_VALUE;
    }
}
