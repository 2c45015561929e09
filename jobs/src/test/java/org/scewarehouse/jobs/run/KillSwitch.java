package org.scewarehouse.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run at one of the things that it does to the lake or to the warehouse: just before it, so that together with
 * the next point every gap between two of them is tried. In a child process the end is a halt of the JVM; in this
 * process it is an error that nothing catches, after which whatever the run still tries fails the same way.
 */
final class KillSwitch {

    /** Kinds of things that a run does, counted apart: where threads interleave, the n-th of all is never the same. */
    enum Kind {
        /** Begins, commits, replaces or deletes an object of the lake. */
        STORE,
        /** Commits a transaction. */
        COMMIT,
        /** Executes a statement or begins a COPY. */
        STATEMENT
    }

    /** One thing done, such as {@code STORE delete curated/_manifest/prometheus/day=2026-08-19.json}. */
    record Operation(Kind kind, String what) {
        @Override
        public String toString() {
            return kind + " " + what;
        }
    }

    /** Chooses the operation before which the run dies; asked once for each, by one thread at a time. */
    interface Victim {
        boolean is(Operation operation);
    }

    /** The work of one operation. */
    interface Work<T extends @Nullable Object, X extends Throwable> {
        T run() throws X;
    }

    /** What a dead run sees. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String before) {
            super("killed before " + before);
        }
    }

    private final Victim victim;
    private final Runnable death;
    private final List<Runnable> lastWills = new CopyOnWriteArrayList<>();
    private final List<Operation> done = new ArrayList<>();
    private final AtomicBoolean isDead = new AtomicBoolean();
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private KillSwitch(Victim victim, Runnable death) {
        this.victim = victim;
        this.death = death;
    }

    /** Lets the run live, and counts. */
    static KillSwitch none() {
        return new KillSwitch(operation -> false, () -> {});
    }

    /** Makes this process believe that the run was killed. */
    static KillSwitch pretended(Victim victim) {
        return new KillSwitch(victim, () -> {});
    }

    /** Halts the JVM: no finally block, no shutdown hook. */
    static KillSwitch real(Victim victim) {
        return new KillSwitch(victim, () -> Runtime.getRuntime().halt(137));
    }

    /** The commit that publishes a day: its last statement looks whether people have changed meanwhile. */
    static final String PUBLISHING = "COMMIT after select ops.rewrite_user_aggregates";

    /** The n-th operation of a kind, from 1. */
    static Victim nth(Kind kind, int n) {
        int[] seen = new int[1];
        return operation -> operation.kind() == kind && ++seen[0] == n;
    }

    /** The n-th operation whose text holds the pattern, from 1. */
    static Victim nth(String regex, int n) {
        java.util.regex.Pattern pattern = java.util.regex.Pattern.compile(regex);
        int[] seen = new int[1];
        return operation -> pattern.matcher(operation.toString()).find() && ++seen[0] == n;
    }

    /** Whatever comes next after the first operation whose text holds the pattern. */
    static Victim after(String regex) {
        Victim before = nth(regex, 1);
        boolean[] isPast = new boolean[1];
        return operation -> {
            boolean isVictim = isPast[0];
            isPast[0] |= before.is(operation);
            return isVictim;
        };
    }

    boolean isDead() {
        return isDead.get();
    }

    /** What was done so far, and what the run died before. */
    synchronized List<Operation> operations() {
        return List.copyOf(done);
    }

    /** What was begun last: where the run died, if no other thread was at work. */
    synchronized Operation last() {
        return done.get(done.size() - 1);
    }

    /** Runs when the run dies: what the operating system would do. */
    void atDeath(Runnable lastWill) {
        lastWills.add(lastWill);
    }

    /** Ends the caller if the run is dead. */
    void checkAlive(String what) {
        if (isDead.get()) {
            throw new Killed(what);
        }
    }

    /**
     * Does the work unless the run dies before it. Nothing that is done here is still going on when the run is dead.
     */
    <T extends @Nullable Object, X extends Throwable> T during(Operation operation, Work<T, X> work) throws X {
        before(operation);
        life.readLock().lock();
        try {
            checkAlive(operation.toString());
            return work.run();
        } finally {
            life.readLock().unlock();
        }
    }

    /** Dies here if this is where the run is to die. */
    void before(Operation operation) {
        checkAlive(operation.toString());
        if (isVictim(operation)) {
            life.writeLock().lock();
            try {
                death.run();
                isDead.set(true);
                lastWills.forEach(Runnable::run);
            } finally {
                life.writeLock().unlock();
            }
            throw new Killed(operation.toString());
        }
    }

    private synchronized boolean isVictim(Operation operation) {
        done.add(operation);
        return victim.is(operation);
    }
}
