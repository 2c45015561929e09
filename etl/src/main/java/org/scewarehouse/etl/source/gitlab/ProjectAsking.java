package org.scewarehouse.etl.source.gitlab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.source.answers.History;
import org.scewarehouse.etl.source.answers.ItemFailures;
import org.scewarehouse.etl.source.answers.ParallelAsking;
import org.scewarehouse.etl.source.answers.RawLines;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks about many projects at a time. What one project is missing is a gap that is counted; the night goes on, unless
 * so many fail in a row that it is the server.
 */
final class ProjectAsking {

    /** Numbers of a group of projects, which is a part of raw, at which a run that was stopped goes on. */
    static final long GROUP = 2_500;

    private static final JsonMapper JSON = new JsonMapper();
    /** Field of an answer: pages in which bytes were replaced. */
    private static final String REPLACED = "replaced";

    private final ParallelAsking parallel;
    private final ItemFailures failures = new ItemFailures();

    ProjectAsking(ParallelAsking parallel) {
        this.parallel = parallel;
    }

    /** Asks each project; answers come in the order of the projects, a gap in the place of what is missing. */
    Map<ListedProject, ObjectNode> answers(
            Collection<ListedProject> asked, Function<ListedProject, ObjectNode> question) {
        Map<ListedProject, ObjectNode> answers = new LinkedHashMap<>();
        parallel.each(List.copyOf(asked), project -> answer(project, question), answers::put);
        return answers;
    }

    /** Writes what was answered, one line for each project. */
    static void write(RawLines lines, Map<ListedProject, ObjectNode> answers) {
        answers.forEach((project, answer) -> {
            String gap = answer.path("gap").asString("");
            if (!gap.isEmpty()) {
                lines.dropped(Gap.valueOf(gap).reason(), 1);
            }
            lines.dropped(Gap.NOT_TEXT.reason(), answer.path(REPLACED).asLong(0));
            answer.remove(REPLACED);
            lines.add(answer.put("project_id", project.id()));
        });
    }

    /** Asks each project for events, which the question gives on itself; notes the numbers of those that answered. */
    void events(List<ListedProject> asked, History.Taker taker, Set<Long> answered, Consumer<ListedProject> question) {
        parallel.each(
                asked,
                project -> answer(project, p -> {
                    question.accept(p);
                    return JSON.createObjectNode();
                }),
                (project, answer) -> {
                    String gap = answer.path("gap").asString("");
                    if (gap.isEmpty()) {
                        answered.add(project.id());
                    } else {
                        taker.dropped(Gap.valueOf(gap).reason(), 1);
                    }
                });
    }

    private ObjectNode answer(ListedProject project, Function<ListedProject, ObjectNode> question) {
        try {
            ObjectNode answer = question.apply(project);
            failures.answered();
            return answer;
        } catch (Refused e) {
            failures.answered();
            return gap(e.gap());
        } catch (SourceUnavailable e) {
            return gap(Gap.FAILED, e);
        } catch (SourceChanged e) {
            return gap(Gap.NOT_AS_DOCUMENTED, e);
        }
    }

    private ObjectNode gap(Gap gap, RuntimeException failure) {
        failures.failed(failure);
        return gap(gap);
    }

    /** Notes in an answer that bytes of a page were replaced. */
    static void noteReplaced(ObjectNode answer) {
        answer.put(REPLACED, answer.path(REPLACED).asLong(0) + 1);
    }

    static ObjectNode gap(Gap gap) {
        return JSON.createObjectNode().put("gap", gap.name());
    }
}
