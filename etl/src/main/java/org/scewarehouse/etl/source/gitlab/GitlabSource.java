package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.answers.ItemFailures;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/** A GitLab server: what is asked ({@link GitlabExtract}), what it means ({@link GitlabTransform}). */
public final class GitlabSource implements Source {

    private final GitlabExtract extract;
    private final GitlabTransform transform;
    private final int restateDays;

    /**
     * A server.
     *
     * @param restateDays how many past days are asked again each night: commits are pushed late, pipelines end late
     */
    public GitlabSource(GitlabExtract extract, GitlabTransform transform, int restateDays) {
        this.extract = extract;
        this.transform = transform;
        this.restateDays = restateDays;
    }

    @Override
    public String name() {
        return GitlabConnection.SOURCE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return GitlabExtract.endpoints();
    }

    @Override
    public List<TableSpec<?>> tables() {
        return GitlabTransform.tables();
    }

    @Override
    public Duration edge() {
        return Duration.ZERO;
    }

    @Override
    public int restateDays() {
        return restateDays;
    }

    @Override
    public Reach reach(Instant now) {
        return extract.reach(now);
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        extract.extract(day, endpoint, raw, progress);
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    @Override
    public Optional<String> heldBackEndpoint() {
        return Optional.of(GitlabEndpoints.PROJECTS);
    }

    /** Whether commits or pipelines of a project are missing since the server failed. */
    @Override
    public boolean isIncomplete(RawZone raw, LocalDate day) {
        return ItemFailures.areAskedAgain(raw, name(), day, GitlabEndpoints.EVENTS);
    }

    @Override
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        return transform.transform(day, raw, earlier, dimensions, rows, progress);
    }

    @Override
    public String settingsFingerprint() {
        return transform.settingsFingerprint();
    }
}
