package org.scewarehouse.jobs.page;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Asks the questions of the page over several connections, each of which takes the next question left. */
final class Answers {

    private Answers() {}

    /**
     * The answers, in the order of the questions.
     *
     * @param snapshot state of the warehouse that {@code reading} sees, and the others are to see
     * @param connections how many there are, the one of {@code reading} not counted
     * @throws SQLException whose message names the section that could not be asked
     */
    static List<Answered> read(DataSource warehouse, String snapshot, Reading reading, int connections)
            throws SQLException {
        Loaded loaded = reading.loaded();
        Queue<Section> left = new ConcurrentLinkedQueue<>(longestFirst());
        Map<Section, Answered> answers = new ConcurrentHashMap<>();
        Callable<Boolean> work = () -> {
            try (Connection connection = warehouse.getConnection()) {
                Reading.join(connection, snapshot);
                Reading ours = reading.on(connection);
                for (Section section = left.poll(); section != null; section = left.poll()) {
                    answers.put(section, ours.answer(section, loaded));
                }
                return true;
            }
        };
        ExecutorService workers = Executors.newFixedThreadPool(connections);
        try {
            for (Future<Boolean> worker : workers.invokeAll(Collections.nCopies(connections, work))) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while the questions of the page were asked", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
        return Sections.ALL.stream().map(answers::get).toList();
    }

    /** Lines over time are of many periods: none of them is left when the other connections have nothing to do. */
    private static List<Section> longestFirst() {
        return Sections.ALL.stream()
                .sorted(Comparator.comparing(section -> section.plot() instanceof Lines ? 0 : 1))
                .toList();
    }
}
