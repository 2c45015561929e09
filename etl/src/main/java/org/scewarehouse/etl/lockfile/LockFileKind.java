package org.scewarehouse.etl.lockfile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The kinds of files that are read, by their names. */
public enum LockFileKind {
    /** Of renv, in every generation. */
    RENV_LOCK(RenvLock::read, "renv.lock"),
    /** Of packrat. */
    PACKRAT_LOCK(PackageFields::packrat, "packrat.lock"),
    /** Of pip. */
    REQUIREMENTS(Requirements::read, "requirements.txt"),
    /** Of Poetry. */
    POETRY_LOCK(TomlFiles::poetry, "poetry.lock"),
    /** Of uv. */
    UV_LOCK(TomlFiles::uv, "uv.lock"),
    /** Of Pipenv. */
    PIPFILE_LOCK(PipfileLock::read, "Pipfile.lock"),
    /** Of conda. */
    CONDA_ENVIRONMENT(CondaFiles::environment, "environment.yml", "environment.yaml"),
    /** Of conda-lock. */
    CONDA_LOCK(CondaFiles::lock, "conda-lock.yml", "conda-lock.yaml"),
    /** Of Python projects. */
    PYPROJECT(TomlFiles::pyproject, "pyproject.toml"),
    /** Of R packages. */
    DESCRIPTION(PackageFields::description, "DESCRIPTION");

    /** Folders of copies of packages, which say nothing of the repository's own. */
    private static final Set<String> COPIES = Set.of("node_modules", ".venv", "venv", "site-packages", ".git");

    private final Function<String, List<Dependency>> reader;
    private final List<String> names;

    LockFileKind(Function<String, List<Dependency>> reader, String... names) {
        this.reader = reader;
        this.names = List.of(names);
    }

    /** What a text of this kind says; {@link Unreadable} where it cannot be read. */
    List<Dependency> read(String text) {
        return reader.apply(text);
    }

    /**
     * The kind of a file, empty where it is none of them, lies deeper than that, or among copies of packages.
     *
     * @param path path inside the repository
     * @param maxDepth folders below the root
     */
    public static Optional<LockFileKind> of(String path, int maxDepth) {
        String[] steps = path.split("/", -1);
        if (steps.length - 1 > maxDepth || isCopy(steps)) {
            return Optional.empty();
        }
        String name = steps[steps.length - 1];
        return Arrays.stream(values()).filter(kind -> kind.names.contains(name)).findFirst();
    }

    private static boolean isCopy(String[] steps) {
        for (int i = 0; i < steps.length - 1; i++) {
            boolean isLibrary = i > 0
                    && ((steps[i - 1].equals("renv") && steps[i].equals("library"))
                            || (steps[i - 1].equals("packrat") && steps[i].matches("lib.*|src")));
            if (isLibrary || COPIES.contains(steps[i])) {
                return true;
            }
        }
        return false;
    }
}
