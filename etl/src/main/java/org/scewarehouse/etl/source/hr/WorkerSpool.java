package org.scewarehouse.etl.source.hr;

import org.jspecify.annotations.Nullable;

/** Keeps a snapshot's people, compressed, while they are read a first time, so that they can be read a second time. */
final class WorkerSpool {

    private static final int LEVEL = -1;

    private final StateOutput output = new StateOutput(LEVEL);
    private final WorkerCodec codec = new WorkerCodec();
    private long people;

    void add(HrWorker worker) {
        byte[] person = codec.bytes(worker);
        output.putInt(person.length);
        output.putBytes(person);
        output.endRecord();
        people++;
    }

    /** Reads what was added, in order; nothing can be added any more. */
    Cursor read() {
        return new Cursor(new StateInput(output.finish()), people);
    }

    /** Walks over the people. */
    static final class Cursor {

        private final StateInput input;
        private long left;

        private Cursor(StateInput input, long people) {
            this.input = input;
            this.left = people;
        }

        /** The next one; null at the end. */
        @Nullable
        HrWorker next() {
            if (left == 0) {
                return null;
            }
            left--;
            return WorkerCodec.worker(input.nextBytes(input.nextInt()), null);
        }
    }
}
