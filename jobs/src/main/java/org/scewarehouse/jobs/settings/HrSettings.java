package org.scewarehouse.jobs.settings;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpLimits;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.source.hr.CsvSettings;
import org.scewarehouse.etl.source.hr.CsvSettings.MissingDays;
import org.scewarehouse.etl.source.hr.HrColumn;
import org.scewarehouse.etl.source.hr.HrKind;
import org.scewarehouse.etl.source.hr.HrParseSettings;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.etl.source.hr.LdapSettings;
import org.scewarehouse.etl.store.Stores;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who knows the people, and how it is asked.
 *
 * @param kind kind of system; null: HR is not collected
 * @param path {@code csv}: folder of dated files
 * @param delimiter {@code csv}: what stands between two fields; {@code tab} for a tabulator
 * @param charset {@code csv}: encoding of the files
 * @param missingDays {@code csv}: what becomes of a day without a file
 * @param weekdays {@code csv}: days of the week on which a file is to come; empty means all
 * @param columns our column to the name of the source's column, attribute, report field or path; an empty name says
 *     that the column is not to be read
 * @param employedStatuses further words of the source for people who work here
 * @param leftStatuses further words of the source for people who have left
 * @param maxDropPercent by how much a snapshot may be smaller than the last good one
 * @param url address of the directory, report or SCIM service
 * @param query {@code workday}: prompts of the report as in its address, where {@code {day}} stands for the day;
 *     {@code scim}: filter
 * @param username who asks; in a directory the name of its entry
 * @param caFile PEM file with the certificates to trust instead of the system's
 * @param startTls {@code ldap}: whether a connection that begins in the clear is encrypted
 * @param baseDn {@code ldap}: where the people are
 * @param filter {@code ldap}: which entries are people
 * @param pageSize {@code ldap}, {@code scim}: how many people are asked for at once
 * @param connectTimeout limit for making a connection
 * @param answerTimeout limit from the request to the first line of the answer
 * @param readTimeout limit between two pieces of an answer
 * @param requestTimeout limit for one whole answer
 * @param edge how long after its end a day is due
 * @param since first day to load; null means as far back as there are snapshots
 * @param restateDays how many past days each run asks for again
 * @param optional whether a failure leaves the run at "done, with warnings"
 */
public record HrSettings(
        @Nullable HrKind kind,
        @Nullable String path,
        @DefaultValue(",") String delimiter,
        @DefaultValue("UTF-8") Charset charset,
        @DefaultValue("carry") MissingDays missingDays,
        @DefaultValue Set<DayOfWeek> weekdays,
        @DefaultValue Map<String, String> columns,
        @DefaultValue Set<String> employedStatuses,
        @DefaultValue Set<String> leftStatuses,
        @DefaultValue("10") int maxDropPercent,
        @Nullable String url,
        @DefaultValue("") String query,
        @Nullable Secret token,
        @Nullable String username,
        @Nullable Secret password,
        @DefaultValue Map<String, Secret> headers,
        @Nullable Path caFile,
        @DefaultValue("true") boolean startTls,
        @DefaultValue("") String baseDn,
        @DefaultValue(LdapSettings.ACTIVE_DIRECTORY_PEOPLE) String filter,
        @DefaultValue("500") int pageSize,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30m") Duration answerTimeout,
        @DefaultValue("30m") Duration readTimeout,
        @DefaultValue("2h") Duration requestTimeout,
        @DefaultValue("0s") Duration edge,
        @Nullable LocalDate since,
        @DefaultValue("0") int restateDays,
        @DefaultValue("false") boolean optional) {

    /** Whether HR is collected at all. */
    public boolean isConfigured() {
        return kind != null;
    }

    /** How a snapshot is read. */
    public HrParseSettings parse() {
        Map<HrColumn, String> fields = new EnumMap<>(HrColumn.class);
        columns.forEach((name, field) -> HrColumn.named(name).ifPresent(column -> fields.put(column, field.strip())));
        return HrParseSettings.standard(required())
                .withFields(fields)
                .withStatuses(employedStatuses, leftStatuses)
                .withMaxDropPercent(maxDropPercent);
    }

    /** How files are read. */
    public CsvSettings csv() {
        return new CsvSettings(
                String.valueOf(path),
                delimiter.equalsIgnoreCase("tab") ? '\t' : delimiter.charAt(0),
                charset,
                missingDays,
                weekdays.isEmpty() ? Set.of(DayOfWeek.values()) : weekdays);
    }

    /** How a directory is asked. */
    public LdapSettings ldap() {
        return new LdapSettings(
                address(),
                startTls,
                username,
                password == null ? null : password.reveal(),
                caFile,
                baseDn,
                filter,
                pageSize,
                answerTimeout);
    }

    /** How a report or a SCIM service is asked. */
    public HttpSettings http() {
        return new HttpSettings(
                HrSource.NAME,
                HrSource.PROPERTY,
                address(),
                token == null ? null : token.reveal(),
                username,
                password == null ? null : password.reveal(),
                Secret.revealed(headers),
                caFile,
                new HttpLimits(connectTimeout, answerTimeout, readTimeout, requestTimeout));
    }

    /** Everything wrong with these settings, each naming its property; empty if HR is not collected. */
    List<String> faults() {
        String property = HrSource.PROPERTY;
        List<String> faults = new ArrayList<>();
        if (kind == null) {
            if (path != null || url != null) {
                faults.add(property + ".kind: is needed with .path or .url: csv, ldap, workday or scim");
            }
            return faults;
        }
        columns.keySet().stream()
                .filter(name -> HrColumn.named(name).isEmpty())
                .forEach(name -> faults.add(property + ".columns: there is no column " + name + "; there are "
                        + String.join(", ", columnNames())));
        switch (kind) {
            case CSV -> {
                if (path == null || path.isBlank()) {
                    faults.add(
                            property + ".path: is needed: a folder or s3:// prefix of files hr_workers_YYYYMMDD.csv");
                } else {
                    Stores.fault(path).ifPresent(fault -> faults.add(property + ".path = " + path + ": " + fault));
                }
                if (delimiter.length() != 1 && !delimiter.equalsIgnoreCase("tab")) {
                    faults.add(property + ".delimiter = " + delimiter + ": expected one character, or tab");
                }
            }
            case LDAP -> faults.addAll(ldap().faults());
            case WORKDAY, SCIM -> faults.addAll(http().faults());
        }
        faults.addAll(parse().faults());
        if (restateDays < 0) {
            faults.add(property + ".restate-days = " + restateDays + ": expected 0 or more");
        }
        if (edge.isNegative()) {
            faults.add(property + ".edge: expected a duration of 0 or more, got " + edge);
        }
        return faults;
    }

    private static List<String> columnNames() {
        return List.of(HrColumn.values()).stream().map(HrColumn::columnName).toList();
    }

    private String address() {
        return url == null ? "" : url;
    }

    private HrKind required() {
        if (kind == null) {
            throw new IllegalStateException(HrSource.PROPERTY + ".kind is not set");
        }
        return kind;
    }
}
