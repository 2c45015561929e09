package org.scewarehouse.etl.star;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.model.dim.DimImage;

/**
 * The reference files of a site, parsed: CSV files in the folder {@code sce.reference}. A file that is absent says
 * nothing. Validity is half-open; an empty {@code valid_from} or {@code valid_to} means always.
 *
 * @param prices rates in USD, prices.csv
 * @param carbonFactors carbon_factors.csv
 * @param environments which namespaces belong to which user interface of the platform, environments.csv
 * @param platformTeam logins of the platform team, platform_team.csv
 * @param images status of images, images.csv
 * @param holidays public holidays, holidays.csv
 * @param pastContainers containers from before the first loaded day, past_containers.csv
 * @param userGroups groups of people that analysts define, user_groups.csv
 * @param projectRules which project work belongs to, first match wins, project_rules.csv
 * @param containerEnds who ended which container, container_ends.csv
 * @param departmentRenames which department goes on under another code, departments.csv
 * @param identityOverrides whom identifiers mean before any rule, identity_overrides.csv
 * @param imageVersions which versions of languages images hold, image_versions.csv
 * @param mailMap which address an author of commits is known by, mailmap, in the format of Git
 * @param fingerprint SHA-256 over names and contents of the files
 */
public record Reference(
        List<Price> prices,
        List<CarbonFactor> carbonFactors,
        List<Environment> environments,
        List<Membership> platformTeam,
        List<ImageStatus> images,
        List<Holiday> holidays,
        List<PastContainer> pastContainers,
        List<UserGroup> userGroups,
        List<ProjectRule> projectRules,
        List<ContainerEnd> containerEnds,
        List<DepartmentRename> departmentRenames,
        IdentityOverrides identityOverrides,
        ImageVersions imageVersions,
        MailMap mailMap,
        String fingerprint) {

    /** The files that are read, by name; others in the folder are left alone. */
    public static final List<String> FILES = List.of(
            "prices.csv",
            "carbon_factors.csv",
            "environments.csv",
            "platform_team.csv",
            "images.csv",
            "holidays.csv",
            "past_containers.csv",
            "user_groups.csv",
            "project_rules.csv",
            "container_ends.csv",
            DepartmentRename.FILE,
            IdentityOverrides.FILE,
            ImageVersions.FILE,
            MailMap.FILE);

    private static final Set<String> KINDS =
            Set.of("interactive", "batch", "content", "ci", "system", "sidecar", "unknown");

    /** A rate of a compute system ({@code *} = any). */
    public record Price(
            String computeSystem,
            String rateKind,
            String resource,
            BigDecimal amountUsd,
            LocalDate validFrom,
            LocalDate validTo) {}

    /** Carbon factors of a region ({@code *} = any); the power of a GPU is null where it is not given. */
    public record CarbonFactor(
            String region,
            String factorSet,
            BigDecimal gridKgPerKwh,
            BigDecimal minWattsPerVcpu,
            BigDecimal maxWattsPerVcpu,
            BigDecimal pueRatio,
            @Nullable BigDecimal wattsPerGpu,
            LocalDate validFrom,
            LocalDate validTo) {}

    /** The environment of all namespaces that match as a whole. */
    public record Environment(
            Pattern namespacePattern,
            String environment,
            @Nullable String region) {}

    /** Membership of a login. */
    public record Membership(String login, LocalDate validFrom, LocalDate validTo) {}

    /** Status of an image; a tag of {@code *} means every tag of the repository. */
    public record ImageStatus(String repository, String tag, String status, LocalDate validFrom, LocalDate validTo) {}

    /** A public holiday of a country and site ({@code *} = any). */
    public record Holiday(LocalDate date, String name, String country, String site) {}

    /** A container that Prometheus no longer knows. */
    public record PastContainer(
            String containerId,
            @Nullable String login,
            @Nullable String environment,
            String containerKind,
            @Nullable String image,
            @Nullable Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {}

    /** No files at all. */
    public static Reference none() {
        return parse(Map.of());
    }

    /**
     * Reads the files of a folder or of a prefix; one that does not exist is an empty one.
     *
     * @throws DataRejected as {@link #parse} does
     */
    public static Reference read(ObjectStore folder) {
        return parse(files(folder));
    }

    /** Contents of the files that are there, by name. */
    public static Map<String, byte[]> files(ObjectStore folder) {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String file : FILES) {
            folder.read(file).ifPresent(content -> contents.put(file, content));
        }
        return contents;
    }

    /**
     * Parses the contents of the files by name.
     *
     * @throws DataRejected naming every fault in any of the files, each with file and line
     */
    public static Reference parse(Map<String, byte[]> contents) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(contents);
        List<String> faults = new ArrayList<>();
        Reference reference = new Reference(
                read(rows(sorted, "prices.csv", PRICE, faults), Reference::price, Reference::priceName),
                read(
                        rows(sorted, "carbon_factors.csv", CARBON, faults),
                        Reference::carbonFactor,
                        Reference::factorName),
                rows(sorted, "environments.csv", ENVIRONMENT, faults).stream()
                        .map(r -> new Environment(
                                r.pattern("namespace_pattern"), r.required("environment"), r.textOrNull("region")))
                        .toList(),
                rows(sorted, "platform_team.csv", MEMBERSHIP, faults).stream()
                        .map(r -> new Membership(
                                r.required("login").toLowerCase(Locale.ROOT), r.validFrom(), r.validTo()))
                        .toList(),
                rows(sorted, "images.csv", IMAGE, faults).stream()
                        .map(Reference::imageStatus)
                        .toList(),
                read(rows(sorted, "holidays.csv", HOLIDAY, faults), Reference::holiday, Reference::holidayName),
                read(
                        rows(sorted, "past_containers.csv", PAST, faults),
                        Reference::pastContainer,
                        PastContainer::containerId),
                UserGroup.all(rows(sorted, "user_groups.csv", UserGroup.COLUMNS, faults)),
                ProjectRule.all(rows(sorted, "project_rules.csv", ProjectRule.COLUMNS, faults)),
                ContainerEnd.all(rows(sorted, "container_ends.csv", ContainerEnd.COLUMNS, faults)),
                DepartmentRename.all(rows(sorted, DepartmentRename.FILE, DepartmentRename.COLUMNS, faults)),
                IdentityOverrides.of(rows(sorted, IdentityOverrides.FILE, IdentityOverrides.COLUMNS, faults)),
                ImageVersions.of(rows(sorted, ImageVersions.FILE, ImageVersions.COLUMNS, faults)),
                MailMap.parse(sorted.get(MailMap.FILE), faults),
                fingerprint(sorted));
        if (!faults.isEmpty()) {
            throw new DataRejected(
                    "sce.reference: " + faults.size() + " faults; correct the files\n  " + String.join("\n  ", faults));
        }
        return reference;
    }

    private static final String ANY = "*";
    private static final CsvFile.Columns PRICE =
            CsvFile.Columns.of("compute_system", "rate_kind", "resource", "amount_usd", "valid_from", "valid_to");
    private static final CsvFile.Columns CARBON = CsvFile.Columns.of(
                    "region",
                    "factor_set",
                    "grid_kg_per_kwh",
                    "min_watts_per_vcpu",
                    "max_watts_per_vcpu",
                    "pue",
                    "valid_from",
                    "valid_to")
            .orAlso("watts_per_gpu");
    private static final CsvFile.Columns ENVIRONMENT = CsvFile.Columns.of("namespace_pattern", "environment", "region");
    private static final CsvFile.Columns MEMBERSHIP = CsvFile.Columns.of("login", "valid_from", "valid_to");
    private static final CsvFile.Columns IMAGE =
            CsvFile.Columns.of("repository", "tag", "status", "valid_from", "valid_to");
    private static final CsvFile.Columns HOLIDAY =
            CsvFile.Columns.of("date", "name").orAlso("country", "site");
    private static final CsvFile.Columns PAST = CsvFile.Columns.of(
            "container_id", "login", "environment", "container_kind", "image", "created_at", "ended_at", "ended_by");

    private static String priceName(Price p) {
        return String.join(
                " ",
                p.computeSystem(),
                p.rateKind(),
                p.resource(),
                "from",
                p.validFrom().toString());
    }

    private static String factorName(CarbonFactor f) {
        return String.join(" ", f.region(), f.factorSet(), "from", f.validFrom().toString());
    }

    private static String holidayName(Holiday h) {
        return String.join(" ", h.date().toString(), h.country(), h.site());
    }

    private static Price price(CsvRow row) {
        return new Price(
                row.required("compute_system"),
                row.oneOf("rate_kind", Set.of("illustrative", "node", "billed")),
                row.oneOf("resource", Set.of("core_hour", "gpu_hour", "storage_gib_month", "node_day")),
                row.number("amount_usd"),
                row.validFrom(),
                row.validTo());
    }

    private static CarbonFactor carbonFactor(CsvRow row) {
        return new CarbonFactor(
                row.required("region"),
                row.required("factor_set"),
                row.number("grid_kg_per_kwh"),
                row.number("min_watts_per_vcpu"),
                row.number("max_watts_per_vcpu"),
                row.number("pue"),
                row.text("watts_per_gpu").isEmpty() ? null : row.number("watts_per_gpu"),
                row.validFrom(),
                row.validTo());
    }

    private static ImageStatus imageStatus(CsvRow row) {
        return new ImageStatus(
                row.required("repository"),
                row.required("tag"),
                row.oneOf("status", Set.of("validated", "current", "deprecated", "withdrawn")),
                row.validFrom(),
                row.validTo());
    }

    private static PastContainer pastContainer(CsvRow row) {
        Instant created = row.instantOrNull("created_at");
        Instant ended = row.instantOrNull("ended_at");
        if (created != null && ended != null && ended.isBefore(created)) {
            row.fault("ended_at", "an instant not before created_at");
        }
        String endedBy = row.textOrNull("ended_by");
        if (endedBy != null) {
            row.oneOf("ended_by", ContainerEnd.CAUSES);
        }
        return new PastContainer(
                row.required("container_id"),
                row.textOrNull("login"),
                row.textOrNull("environment"),
                row.oneOf("container_kind", KINDS),
                row.textOrNull("image"),
                created,
                ended,
                endedBy);
    }

    private static Holiday holiday(CsvRow row) {
        LocalDate date = row.day("date");
        boolean isRead = !date.equals(LocalDate.EPOCH);
        if (isRead && (date.getYear() < 2015 || date.getYear() > 2040)) {
            row.fault("date", "a day from 2015 to 2040");
        }
        return new Holiday(date, row.required("name"), row.textOr("country", ANY), row.textOr("site", ANY));
    }

    private static List<CsvRow> rows(
            Map<String, byte[]> contents, String file, CsvFile.Columns columns, List<String> faults) {
        byte[] content = contents.get(file);
        return content == null ? List.of() : CsvFile.rows(file, content, columns, faults);
    }

    /** Reads each row; two rows of one name are a fault of the later one. */
    private static <T> List<T> read(List<CsvRow> rows, Function<CsvRow, T> reading, Function<T, String> name) {
        Map<String, Integer> lines = new HashMap<>();
        List<T> all = new ArrayList<>();
        for (CsvRow row : rows) {
            T one = reading.apply(row);
            Integer earlier = lines.putIfAbsent(name.apply(one), row.line());
            if (earlier != null) {
                row.faults()
                        .add(row.file() + ":" + row.line() + ": expected one row for " + name.apply(one)
                                + ", got another on line " + earlier);
            }
            all.add(one);
        }
        return all;
    }

    private static String fingerprint(SortedMap<String, byte[]> contents) {
        StringBuilder inputs = new StringBuilder();
        contents.forEach((file, content) -> inputs.append(file)
                .append(' ')
                .append(HexFormat.of().formatHex(Keys.sha256().digest(content)))
                .append('\n'));
        byte[] bytes = inputs.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Keys.sha256().digest(bytes));
    }

    /** Whether a login belongs to the platform team on that day. */
    public boolean isPlatformTeam(String login, LocalDate day) {
        return platformTeam.stream()
                .anyMatch(m -> m.login().equals(login) && !day.isBefore(m.validFrom()) && day.isBefore(m.validTo()));
    }

    /**
     * The image as it is on a day: what it holds and what the site says of it.
     *
     * @param repository without what names people
     * @param ideName its user interface; null = unknown
     */
    public DimImage image(long key, ImageReference image, String repository, @Nullable String ideName, LocalDate day) {
        String r = imageVersions.r(image);
        String python = imageVersions.python(image);
        String quarto = imageVersions.quarto(image);
        return new DimImage(
                key,
                image.registry(),
                repository,
                image.tag(),
                image.digest(),
                r,
                ImageReference.minor(r),
                ImageReference.sort(r),
                python,
                ImageReference.minor(python),
                ImageReference.sort(python),
                quarto,
                ImageReference.minor(quarto),
                ImageReference.sort(quarto),
                ideName,
                imageStatus(image.repository(), image.tag(), day),
                day,
                day);
    }

    /** Status of an image on that day, its own tag before {@code *}; null where it is not listed. */
    @Nullable
    String imageStatus(String repository, @Nullable String tag, LocalDate day) {
        String anyTag = null;
        for (ImageStatus status : images) {
            if (status.repository().equals(repository)
                    && !day.isBefore(status.validFrom())
                    && day.isBefore(status.validTo())) {
                if (status.tag().equals(tag)) {
                    return status.status();
                }
                anyTag = status.tag().equals("*") ? status.status() : anyTag;
            }
        }
        return anyTag;
    }

    /** The first environment whose pattern matches the namespace; null where none does. */
    public @Nullable Environment environment(String namespace) {
        return environments.stream()
                .filter(e -> e.namespacePattern().matcher(namespace).matches())
                .findFirst()
                .orElse(null);
    }
}
