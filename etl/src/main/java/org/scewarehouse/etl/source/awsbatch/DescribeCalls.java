package org.scewarehouse.etl.source.awsbatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.InOrder;

/**
 * Describes jobs, {@link AwsBatchClient#IDS_MAX} a call and several calls at once, and answers in the order of the
 * questions. Used by one thread.
 */
final class DescribeCalls implements AutoCloseable {

    private final AwsBatchClient client;
    private final InOrder calls = new InOrder("describe jobs", DescribePace.AT_ONCE, DescribePace.AT_ONCE);
    private List<Question> waiting = new ArrayList<>();
    private int waitingIds;

    DescribeCalls(AwsBatchClient client) {
        this.client = client;
    }

    /** A job to describe; or, without an id, only a place in the order. */
    private record Question(@Nullable String jobId, Consumer<@Nullable Job> answer) {}

    /**
     * Asks for a job.
     *
     * @param answer takes it, null where AWS no longer knows it
     */
    void ask(String jobId, Consumer<@Nullable Job> answer) {
        waiting.add(new Question(jobId, answer));
        waitingIds++;
        if (waitingIds == AwsBatchClient.IDS_MAX) {
            send();
        }
    }

    /** Does this once all that was asked before is answered. */
    void after(Runnable action) {
        waiting.add(new Question(null, nothing -> action.run()));
    }

    /** Asks for what is left and waits until everything is answered. */
    void finish() {
        send();
        calls.finish();
    }

    private void send() {
        List<Question> questions = waiting;
        waiting = new ArrayList<>();
        waitingIds = 0;
        List<String> ids = questions.stream()
                .map(Question::jobId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        calls.begin(() -> ids.isEmpty() ? List.<Job>of() : client.describe(ids), jobs -> answer(questions, jobs));
    }

    private static void answer(List<Question> questions, List<Job> jobs) {
        Map<String, Job> byId = new HashMap<>();
        jobs.forEach(job -> byId.put(String.valueOf(job.jobId()), job));
        for (Question question : questions) {
            question.answer.accept(question.jobId == null ? null : byId.get(question.jobId));
        }
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        calls.close();
    }
}
