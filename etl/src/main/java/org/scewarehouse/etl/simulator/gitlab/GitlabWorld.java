package org.scewarehouse.etl.simulator.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;

/** What exists and happens, grown from a seed, in days of UTC. Commits and pipelines are made up while read. */
public final class GitlabWorld {

    private static final int UPGRADE_DAYS = 5;
    private static final long FIRST_ID = 100;

    private final WorldSettings settings;
    private final List<Project> projects;

    /** Grows a world. */
    public GitlabWorld(WorldSettings settings) {
        this.settings = settings;
        this.projects =
                IntStream.range(0, settings.projects()).mapToObj(this::project).toList();
    }

    /** What it was grown from. */
    public WorldSettings settings() {
        return settings;
    }

    /** All projects there ever are. */
    public List<Project> projects() {
        return projects;
    }

    private Project project(int number) {
        Kind kind = Kind.values()[number % Kind.values().length];
        int at = kind == Kind.YOUNG ? settings.days() / 4 : -30 - number % 300;
        boolean isChanged = kind == Kind.ARCHIVED || kind == Kind.DELETED || kind == Kind.RENAMED;
        int change = kind == Kind.DELETED ? settings.days() / 3 : settings.days() / 2;
        return new Project(
                number,
                FIRST_ID + (long) number * settings.idStep(),
                kind,
                day(at).atTime(6, 0).toInstant(ZoneOffset.UTC),
                isChanged ? day(change).atTime(12, 0).toInstant(ZoneOffset.UTC) : null,
                number % settings.people().size());
    }

    private LocalDate day(int place) {
        return settings.firstDay().plusDays(place);
    }

    /** Path of a project at a moment. */
    public String path(Project project, Instant at) {
        return project.path(at, settings.people().get(project.creator()).username());
    }

    /** Whether people work on a project on that day. */
    public boolean isActive(Project project, LocalDate date) {
        int place = (int) (date.toEpochDay() - settings.firstDay().toEpochDay());
        if (place < 0 || place >= settings.days() || !project.hasFiles() || project.kind() == Kind.SCHEDULED) {
            return false;
        }
        Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
        boolean isOver = project.changedAt() != null && project.kind() != Kind.RENAMED && project.hasChanged(noon);
        return project.isThere(noon)
                && project.createdAt().isBefore(noon)
                && !isOver
                && random(project, date, 1).nextDouble() < settings.activeShare();
    }

    private SplittableRandom random(Project project, LocalDate date, int purpose) {
        long mixed = settings.seed() * 31 + project.number();
        return new SplittableRandom((mixed * 1_000_003 + date.toEpochDay()) * 7 + purpose);
    }

    /** Commits of a day, in their order; those of the last minutes of a day are pushed at once, as all are. */
    public List<Commit> commits(Project project, LocalDate date) {
        List<Commit> commits = new ArrayList<>();
        if (!isActive(project, date)) {
            return commits;
        }
        SplittableRandom random = random(project, date, 2);
        int count = 1 + random.nextInt(4);
        Instant at = date.atTime(7, 0).toInstant(ZoneOffset.UTC);
        for (int i = 0; i < count; i++) {
            at = at.plusSeconds(60 + random.nextInt(10_000));
            int author = random.nextInt(settings.people().size());
            boolean isMerge = random.nextInt(5) == 0;
            commits.add(new Commit(
                    sha(random),
                    author,
                    email(project, author, random.nextInt(6)),
                    at,
                    isMerge,
                    random.nextInt(300),
                    random.nextInt(100)));
        }
        return commits;
    }

    private String email(Project project, int author, int form) {
        WorldSettings.Person person = settings.people().get(author);
        if (project.kind() != Kind.STRANGE_AUTHORS) {
            return person.email();
        }
        return switch (form) {
            case 0 -> "";
            case 1 -> accountId(author) + "-" + person.username() + "@users.noreply.gitlab.example";
            case 2 -> person.email().toUpperCase(Locale.ROOT);
            case 3 -> person.username() + "@laptop.local";
            default -> person.email();
        };
    }

    /** The number of a person's account. */
    public static long accountId(int person) {
        return 7L + person;
    }

    private static String sha(SplittableRandom random) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Pipelines that begin on a day, in their order. */
    public List<Pipeline> pipelines(Project project, LocalDate date) {
        List<Pipeline> pipelines = new ArrayList<>();
        if (!project.hasPipelines()) {
            return pipelines;
        }
        long first = (project.number() * 4_000L
                        + date.toEpochDay()
                        - settings.firstDay().toEpochDay()
                        + 400)
                * 10;
        int place = (int) (date.toEpochDay() - settings.firstDay().toEpochDay());
        if (project.kind() == Kind.SCHEDULED && place >= 0 && place < settings.days()) {
            Instant at = date.atTime(3, 0).toInstant(ZoneOffset.UTC);
            pipelines.add(pipeline(first, "schedule", at, project.creator(), random(project, date, 3)));
        }
        SplittableRandom random = random(project, date, 4);
        for (Commit commit : commits(project, date)) {
            first++;
            if (!commit.isMerge()) {
                Instant at = commit.committedAt().plusSeconds(5);
                pipelines.add(pipeline(first, "push", at, commit.author(), random));
                if (project.kind() == Kind.UV) {
                    first++;
                    pipelines.add(pipeline(first, Pipeline.CHILD, at.plusSeconds(8), commit.author(), random));
                }
            }
        }
        return pipelines;
    }

    private static Pipeline pipeline(long id, String source, Instant createdAt, int person, SplittableRandom random) {
        List<Pipeline.Job> jobs = new ArrayList<>();
        Instant at = createdAt.plusSeconds(10);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            long seconds = 20L + random.nextInt(600);
            jobs.add(new Pipeline.Job(id * 10 + i, at, seconds, random.nextInt(6) == 0));
            at = at.plusSeconds(random.nextBoolean() ? seconds + 3 : seconds / 2);
        }
        return new Pipeline(id, source, createdAt, jobs, person);
    }

    /** When the server last noted activity: it does so at most once an hour. */
    public Instant lastActivityAt(Project project, Instant now) {
        LocalDate date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate earliest = settings.firstDay();
        while (!date.isBefore(earliest)) {
            Instant noted = null;
            for (Commit commit : commits(project, date)) {
                Instant at = commit.committedAt();
                boolean isDue = noted == null || Duration.between(noted, at).toMinutes() >= 60;
                noted = at.isAfter(now) || !isDue ? noted : at;
            }
            if (noted != null) {
                return noted;
            }
            date = date.minusDays(1);
        }
        return project.createdAt();
    }

    /** How often the lock file has been upgraded: with the last commit of some active days. */
    public int upgrades(Project project, Instant now) {
        int upgrades = 0;
        LocalDate last = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (LocalDate date = settings.firstDay(); !date.isAfter(last); date = date.plusDays(1)) {
            boolean isDue = Math.floorMod(date.toEpochDay() + project.number(), UPGRADE_DAYS) == 0;
            if (isDue && isActive(project, date)) {
                List<Commit> commits = commits(project, date);
                upgrades += commits.get(commits.size() - 1).committedAt().isAfter(now) ? 0 : 1;
            }
        }
        return upgrades;
    }

    /** Files on the default branch. */
    public List<RepositoryFile> files(Project project, Instant now) {
        return project.hasFiles() ? LockTexts.files(this, project, now) : List.of();
    }

    /** Shares of languages in percent; the same until the first upgrade, and then others. */
    public SortedMap<String, Double> languages(Project project, Instant now) {
        SortedMap<String, Double> shares = new TreeMap<>();
        if (project.hasFiles() && project.kind() != Kind.DATA) {
            double main = upgrades(project, now) == 0 ? 71.03 : 80.5;
            boolean isPython = project.kind().ending().equals(".py");
            shares.put(isPython ? "Python" : "R", main);
            shares.put("Shell", Math.round((100 - main) * 100) / 100.0);
        }
        return shares;
    }

    /** Which people a project shows as members, some of them twice: by the group and by the project. */
    public List<Integer> members(Project project) {
        int count = 1 + project.number() % 3;
        return IntStream.range(0, count)
                .map(i -> (project.creator() + i) % settings.people().size())
                .boxed()
                .toList();
    }

    @Nullable
    Project byId(long id) {
        long number = (id - FIRST_ID) / settings.idStep();
        boolean isThere = number >= 0 && number < projects.size();
        return isThere && projects.get((int) number).id() == id ? projects.get((int) number) : null;
    }
}
