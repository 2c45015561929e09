package org.scewarehouse.etl.star;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.scewarehouse.model.Warehouse;

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
        String fingerprint) {

    /** The files that are read, by name; others in the folder are left alone. */
    public static final List<String> FILES = List.of(
            "prices.csv",
            "carbon_factors.csv",
            "environments.csv",
            "platform_team.csv",
            "images.csv",
            "holidays.csv",
            "past_containers.csv");

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

    /** Carbon factors of a region ({@code *} = any). */
    public record CarbonFactor(
            String region,
            String factorSet,
            BigDecimal gridKgPerKwh,
            BigDecimal minWattsPerVcpu,
            BigDecimal maxWattsPerVcpu,
            BigDecimal pueRatio,
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

    /** A public holiday. */
    public record Holiday(LocalDate date, String name) {}

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
     * Reads the folder; one that does not exist is an empty one.
     *
     * @throws DataRejected as {@link #parse} does
     */
    public static Reference read(Path folder) {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String file : FILES) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                try {
                    contents.put(file, Files.readAllBytes(path));
                } catch (IOException e) {
                    throw new UncheckedIOException("sce.reference: cannot read " + path, e);
                }
            }
        }
        return parse(contents);
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
                rows(sorted, "prices.csv", PRICE, faults).stream()
                        .map(Reference::price)
                        .toList(),
                rows(sorted, "carbon_factors.csv", CARBON, faults).stream()
                        .map(Reference::carbonFactor)
                        .toList(),
                rows(sorted, "environments.csv", List.of("namespace_pattern", "environment", "region"), faults).stream()
                        .map(r -> new Environment(
                                r.pattern("namespace_pattern"), r.required("environment"), r.textOrNull("region")))
                        .toList(),
                rows(sorted, "platform_team.csv", List.of("login", "valid_from", "valid_to"), faults).stream()
                        .map(r -> new Membership(r.required("login").toLowerCase(Locale.ROOT), from(r), to(r)))
                        .toList(),
                rows(sorted, "images.csv", IMAGE, faults).stream()
                        .map(Reference::imageStatus)
                        .toList(),
                rows(sorted, "holidays.csv", List.of("date", "name"), faults).stream()
                        .map(r -> new Holiday(r.day("date"), r.required("name")))
                        .toList(),
                rows(sorted, "past_containers.csv", PAST, faults).stream()
                        .map(Reference::pastContainer)
                        .toList(),
                fingerprint(sorted));
        refuseTwice(reference.prices(), "prices.csv", Reference::priceName, faults);
        refuseTwice(reference.carbonFactors(), "carbon_factors.csv", Reference::factorName, faults);
        refuseTwice(reference.pastContainers(), "past_containers.csv", PastContainer::containerId, faults);
        if (!faults.isEmpty()) {
            throw new DataRejected(
                    "sce.reference: " + faults.size() + " faults; correct the files\n  " + String.join("\n  ", faults));
        }
        return reference;
    }

    private static final List<String> PRICE =
            List.of("compute_system", "rate_kind", "resource", "amount_usd", "valid_from", "valid_to");
    private static final List<String> CARBON = List.of(
            "region",
            "factor_set",
            "grid_kg_per_kwh",
            "min_watts_per_vcpu",
            "max_watts_per_vcpu",
            "pue",
            "valid_from",
            "valid_to");
    private static final List<String> IMAGE = List.of("repository", "tag", "status", "valid_from", "valid_to");
    private static final List<String> PAST = List.of(
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

    private static <T> void refuseTwice(List<T> rows, String file, Function<T, String> name, List<String> faults) {
        Set<String> names = new HashSet<>();
        for (T row : rows) {
            if (!names.add(name.apply(row))) {
                faults.add(file + ": expected one row for " + name.apply(row) + ", got several");
            }
        }
    }

    private static Price price(CsvRow row) {
        return new Price(
                row.required("compute_system"),
                row.oneOf("rate_kind", Set.of("illustrative", "node", "billed")),
                row.oneOf("resource", Set.of("core_hour", "gpu_hour", "storage_gib_month", "node_day")),
                row.number("amount_usd"),
                from(row),
                to(row));
    }

    private static CarbonFactor carbonFactor(CsvRow row) {
        return new CarbonFactor(
                row.required("region"),
                row.required("factor_set"),
                row.number("grid_kg_per_kwh"),
                row.number("min_watts_per_vcpu"),
                row.number("max_watts_per_vcpu"),
                row.number("pue"),
                from(row),
                to(row));
    }

    private static ImageStatus imageStatus(CsvRow row) {
        return new ImageStatus(
                row.required("repository"),
                row.required("tag"),
                row.oneOf("status", Set.of("validated", "current", "deprecated", "withdrawn")),
                from(row),
                to(row));
    }

    private static PastContainer pastContainer(CsvRow row) {
        Instant created = row.instantOrNull("created_at");
        Instant ended = row.instantOrNull("ended_at");
        if (created != null && ended != null && ended.isBefore(created)) {
            row.fault("ended_at", "an instant not before created_at");
        }
        String endedBy = row.textOrNull("ended_by");
        if (endedBy != null) {
            row.oneOf("ended_by", Set.of("user", "platform_rule", "unknown"));
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

    private static LocalDate from(CsvRow row) {
        return row.dayOr("valid_from", Warehouse.OPEN_START);
    }

    private static LocalDate to(CsvRow row) {
        LocalDate to = row.dayOr("valid_to", Warehouse.OPEN_END);
        if (!to.isAfter(from(row))) {
            row.fault("valid_to", "a day after valid_from");
        }
        return to;
    }

    private static List<CsvRow> rows(
            Map<String, byte[]> contents, String file, List<String> header, List<String> faults) {
        byte[] content = contents.get(file);
        return content == null ? List.of() : CsvFile.rows(file, content, header, faults);
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

    /** Status of an image on that day, its own tag before {@code *}; null where it is not listed. */
    public @Nullable String imageStatus(String repository, @Nullable String tag, LocalDate day) {
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
