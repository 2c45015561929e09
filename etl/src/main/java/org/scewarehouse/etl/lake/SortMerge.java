package org.scewarehouse.etl.lake;

import java.util.List;

/** Merges sorted sources with a heap; of equal keys the earlier source goes first. */
final class SortMerge extends SortedPairs {

    private final List<? extends SortedPairs> sources;
    /** Numbers of the sources that stand on a pair; the least pair's is first. */
    private final int[] heap;

    private int size;
    private boolean isStarted;

    private SortMerge(List<? extends SortedPairs> sources) {
        this.sources = sources;
        this.heap = new int[sources.size()];
    }

    /** All pairs of the sources, each of which stands before its first pair, in the order of the list. */
    static SortMerge of(List<? extends SortedPairs> sources) {
        return new SortMerge(List.copyOf(sources));
    }

    @Override
    public boolean next() {
        if (!isStarted) {
            start();
        } else if (size > 0) {
            advanceFirst();
        }
        if (size == 0) {
            return false;
        }
        SortedPairs first = sources.get(heap[0]);
        moveTo(first.array(), first.offset());
        return true;
    }

    private void start() {
        isStarted = true;
        for (int source = 0; source < sources.size(); source++) {
            if (sources.get(source).next()) {
                heap[size++] = source;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
    }

    private void advanceFirst() {
        if (!sources.get(heap[0]).next()) {
            heap[0] = heap[--size];
        }
        siftDown(0);
    }

    private void siftDown(int start) {
        int at = start;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (isBefore(heap[at], heap[child])) {
                return;
            }
            int moved = heap[at];
            heap[at] = heap[child];
            heap[child] = moved;
            at = child;
        }
    }

    private boolean isBefore(int a, int b) {
        int order = sources.get(a).compareKey(sources.get(b));
        return order < 0 || (order == 0 && a < b);
    }
}
