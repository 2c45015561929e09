package org.scewarehouse.etl.source.gitlab;

import java.nio.file.Path;
import java.util.List;
import org.scewarehouse.etl.lake.AcceptedShrink;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.etl.source.answers.RecordLines;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeRepositoryLanguage;
import org.scewarehouse.model.bridge.BridgeRepositoryPackage;
import org.scewarehouse.model.dim.DimPackage;
import org.scewarehouse.model.dim.DimProject;
import org.scewarehouse.model.dim.DimRepository;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.fact.FactCommitDay;
import org.scewarehouse.model.fact.FactPipeline;
import org.scewarehouse.model.fact.FactRepositoryDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.RepositoryName;

/** Turns a day's answers of a GitLab server into rows, one project at a time. */
public final class GitlabTransform {

    /** A listing with less of the projects than this is held back. */
    private static final int LEAST_PERCENT = 50;

    private static final String HELD_BACK = "the listing is held back, since it lacks more than half of the projects of"
            + " the last one; check what the token may see, or if that is right, run the day again with"
            + " --force --accept-shrink";

    private final GitlabTransformSettings settings;
    private final Readings readings;
    private final Path tempFolder;
    private final long memoryBytes;

    /**
     * A transform with a site's settings.
     *
     * @param lake where it is kept what lock files say, by their contents
     * @param tempFolder where sorting spills
     * @param memoryBytes what sorting may keep in memory
     */
    public GitlabTransform(GitlabTransformSettings settings, ObjectStore lake, Path tempFolder, long memoryBytes) {
        this.settings = settings;
        this.readings = new Readings(lake);
        this.tempFolder = tempFolder;
        this.memoryBytes = memoryBytes;
    }

    /** The tables it writes, dimensions first. */
    public static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimUser.class),
                Warehouse.table(DimProject.class),
                Warehouse.table(DimPackage.class),
                Warehouse.table(DimRepository.class),
                Warehouse.table(BridgeRepositoryLanguage.class),
                Warehouse.table(BridgeRepositoryPackage.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(RepositoryName.class),
                Warehouse.table(FactRepositoryDay.class),
                Warehouse.table(FactCommitDay.class),
                Warehouse.table(FactPipeline.class));
    }

    /** Text that changes whenever a setting does on which the rows depend. */
    public String settingsFingerprint() {
        return settings.fingerprint();
    }

    /**
     * Writes the rows and findings of a day; the caller commits them.
     *
     * @param earlier state that the last earlier day returned; empty = nothing is known
     * @return projects as known at the end of the day
     * @throws org.scewarehouse.etl.SourceChanged where raw is not as documented
     */
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        GitlabPeople people = new GitlabPeople(day.date(), dimensions, rows::add);
        parts(raw, GitlabEndpoints.DIRECTORY, GitlabEndpoints.USERS)
                .forEach(part -> RecordLines.each(part, GitlabRecords.User.class, people::add));
        try (ProjectLines lines = new ProjectLines(tempFolder, memoryBytes / 2);
                PackageMembers packages = new PackageMembers(settings.internalHosts(), tempFolder, memoryBytes / 4)) {
            GitlabState.Reader before = new GitlabState.Reader(earlier);
            Listing listing = listing(raw, before.listed());
            read(raw, lines, listing);
            GitlabDay work = new GitlabDay(day, dimensions, people, packages, readings, rows, listing == Listing.KNOWN);
            byte[] state = walk(
                    before,
                    new GitlabState.Writer(listing == Listing.KNOWN ? records(raw) : before.listed()),
                    lines,
                    work,
                    progress);
            packages.write(dimensions.keys(), day.date(), rows::add);
            GitlabFindings.of(raw).forEach(rows::finding);
            work.findings().forEach(rows::finding);
            if (listing == Listing.HELD_BACK) {
                rows.finding(new Finding(
                        GitlabEndpoints.PROJECTS,
                        Finding.Kind.WARNING,
                        "listing",
                        HELD_BACK,
                        before.listed() - records(raw)));
            }
            return state;
        }
    }

    /** Walks over what is known and what is new, both in the order of the projects' numbers. */
    private static byte[] walk(
            GitlabState.Reader earlier,
            GitlabState.Writer after,
            ProjectLines lines,
            GitlabDay work,
            Progress progress) {
        long count = 0;
        long id = Math.min(earlier.nextId(), lines.nextId());
        while (id != Long.MAX_VALUE) {
            GitlabState.Kept kept = work.project(id, earlier.take(id), lines.take(id));
            if (kept != null) {
                after.add(kept);
            }
            progress.advance("projects", ++count, -1);
            id = Math.min(earlier.nextId(), lines.nextId());
        }
        return after.end();
    }

    /** What the day knows of all projects. */
    private enum Listing {
        /** Nobody asked. */
        NONE,
        /** It is taken for true. */
        KNOWN,
        /** It lacks so many projects that the token must have lost its rights. */
        HELD_BACK
    }

    private static Listing listing(RawZone.Reader raw, long before) {
        if (raw.parts(GitlabEndpoints.PROJECTS).isEmpty()) {
            return Listing.NONE;
        }
        return isHeldBack(raw, before) ? Listing.HELD_BACK : Listing.KNOWN;
    }

    /** Whether the listing has so few of the projects of the last one that counted that nobody believes it. */
    static boolean isHeldBack(RawZone.Reader raw, long before) {
        boolean isTooSmall = records(raw) * 100 < before * LEAST_PERCENT;
        return isTooSmall && !AcceptedShrink.isGiven(raw, GitlabEndpoints.PROJECTS);
    }

    private static long records(RawZone.Reader raw) {
        return raw.completion(GitlabEndpoints.PROJECTS).records();
    }

    private static void read(RawZone.Reader raw, ProjectLines lines, Listing listing) {
        parts(raw, GitlabEndpoints.DIRECTORY, GitlabEndpoints.PROJECTS)
                .forEach(part -> lines.add(part, ProjectLines.Kind.NAME));
        if (listing == Listing.KNOWN) {
            raw.parts(GitlabEndpoints.PROJECTS).forEach(part -> lines.add(part, ProjectLines.Kind.LISTING));
            raw.parts(GitlabEndpoints.LANGUAGES).forEach(part -> lines.add(part, ProjectLines.Kind.LANGUAGES));
            raw.parts(GitlabEndpoints.MEMBERS).forEach(part -> lines.add(part, ProjectLines.Kind.MEMBERS));
            raw.parts(GitlabEndpoints.LOCK_FILES).forEach(part -> lines.add(part, ProjectLines.Kind.LOCK_FILES));
        }
        raw.parts(GitlabEndpoints.COMMITS).forEach(part -> lines.add(part, ProjectLines.Kind.COMMIT));
        raw.parts(GitlabEndpoints.PIPELINES).forEach(part -> lines.add(part, ProjectLines.Kind.PIPELINE));
    }

    private static List<RawZone.PartFile> parts(RawZone.Reader raw, String endpoint, String of) {
        return raw.parts(endpoint).stream()
                .filter(part -> of.equals(part.attributes().get(RawLines.OF)))
                .toList();
    }
}
