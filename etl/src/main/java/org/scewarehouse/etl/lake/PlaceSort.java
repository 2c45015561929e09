package org.scewarehouse.etl.lake;

import java.util.List;

/** Merge sort of the index of a {@link SortArena}: two parallel arrays, by prefix, then key, then place. */
final class PlaceSort {

    private static final int INSERTION_COUNT = 12;

    private final List<byte[]> chunks;
    private final long[] places;
    private final long[] prefixes;
    private long[] sparePlaces = {};
    private long[] sparePrefixes = {};

    PlaceSort(List<byte[]> chunks, long[] places, long[] prefixes) {
        this.chunks = chunks;
        this.places = places;
        this.prefixes = prefixes;
    }

    void sort(int count) {
        sparePlaces = new long[(count + 1) / 2];
        sparePrefixes = new long[(count + 1) / 2];
        sort(0, count);
    }

    private void sort(int from, int to) {
        if (to - from <= INSERTION_COUNT) {
            insertionSort(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (compare(places[middle - 1], prefixes[middle - 1], middle) > 0) {
            merge(from, middle, to);
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long place = places[i];
            long prefix = prefixes[i];
            int j = i - 1;
            while (j >= from && compare(place, prefix, j) < 0) {
                places[j + 1] = places[j];
                prefixes[j + 1] = prefixes[j];
                j--;
            }
            places[j + 1] = place;
            prefixes[j + 1] = prefix;
        }
    }

    /** Moves the left half aside and merges back; a left pair goes first where keys are equal: it was added first. */
    private void merge(int from, int middle, int to) {
        int leftCount = middle - from;
        System.arraycopy(places, from, sparePlaces, 0, leftCount);
        System.arraycopy(prefixes, from, sparePrefixes, 0, leftCount);
        int left = 0;
        int right = middle;
        int at = from;
        while (left < leftCount && right < to) {
            if (compare(sparePlaces[left], sparePrefixes[left], right) <= 0) {
                places[at] = sparePlaces[left];
                prefixes[at++] = sparePrefixes[left++];
            } else {
                places[at] = places[right];
                prefixes[at++] = prefixes[right++];
            }
        }
        System.arraycopy(sparePlaces, left, places, at, leftCount - left);
        System.arraycopy(sparePrefixes, left, prefixes, at, leftCount - left);
    }

    private int compare(long place, long prefix, int other) {
        if (prefix != prefixes[other]) {
            return prefix < prefixes[other] ? -1 : 1;
        }
        long otherPlace = places[other];
        return SortedPairs.compareKeys(
                chunks.get((int) (place >>> 32)), (int) place, chunks.get((int) (otherPlace >>> 32)), (int) otherPlace);
    }
}
