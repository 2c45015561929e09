package org.scewarehouse.etl.star;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of languages an image holds: as the site's rules say, else as its tag says in the usual ways. The
 * reference file {@value #FILE} has the columns {@code language,pattern,version}; of a language the first rule that
 * matches decides.
 */
public final class ImageVersions {

    /** The reference file. */
    public static final String FILE = "image_versions.csv";

    static final CsvFile.Columns COLUMNS =
            CsvFile.Columns.of("language", "pattern").orAlso("version");

    private static final String GROUP = "version";
    private static final String NONE = "none";
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(?:\\.\\d+)?");

    private final List<Rule> rules;

    /**
     * One rule.
     *
     * @param language {@code r}, {@code python} or {@code quarto}
     * @param pattern matches {@code repository:tag} as a whole
     * @param version null = the pattern's group of that name; {@value ImageVersions#NONE} = the image has none
     */
    private record Rule(
            String language, Pattern pattern, @Nullable String version) {

        @Nullable
        String version(Matcher matcher) {
            return version == null ? matcher.group(GROUP) : version;
        }
    }

    private ImageVersions(List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the file. */
    static ImageVersions of(List<CsvRow> rows) {
        return new ImageVersions(rows.stream().map(ImageVersions::rule).toList());
    }

    private static Rule rule(CsvRow row) {
        Pattern pattern = row.pattern("pattern");
        String version = row.textOrNull("version");
        if (version == null && !pattern.pattern().contains("(?<" + GROUP + ">")) {
            row.fault("pattern", "a group (?<version>...), since column version is empty");
        } else if (version != null
                && !version.equals(NONE)
                && !VERSION.matcher(version).matches()) {
            row.fault("version", "a version such as 4.3.1, nothing, or " + NONE);
        }
        String language = row.text("language").toLowerCase(Locale.ROOT);
        if (!Set.of("r", "python", "quarto").contains(language)) {
            row.fault("language", "R, Python or Quarto");
        }
        return new Rule(language, pattern, version);
    }

    /** R version, null where the image has none or an unknown one. */
    public @Nullable String r(ImageReference image) {
        return version("r", image, image::rVersion);
    }

    /** Python version, null where the image has none or an unknown one. */
    public @Nullable String python(ImageReference image) {
        return version("python", image, image::pythonVersion);
    }

    /** Quarto version, null where the image has none or an unknown one. */
    public @Nullable String quarto(ImageReference image) {
        return version("quarto", image, image::quartoVersion);
    }

    private @Nullable String version(String language, ImageReference image, Supplier<@Nullable String> usual) {
        String name = image.repository() + (image.tag() == null ? "" : ":" + image.tag());
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(name);
            if (rule.language().equals(language) && matcher.matches()) {
                String version = rule.version(matcher);
                return version != null && VERSION.matcher(version).matches() ? version : null;
            }
        }
        return usual.get();
    }
}
