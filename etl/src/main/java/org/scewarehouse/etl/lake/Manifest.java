package org.scewarehouse.etl.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;

/**
 * What was built for a source-day, of what, and how to know it again.
 *
 * @param source source
 * @param day day
 * @param inputs what it was made of
 * @param tables every table of the source, by name in order of loading; one without rows has no file
 * @param findings what a reader of the numbers must know, sorted, equal ones added up
 */
public record Manifest(
        String source, LocalDate day, Inputs inputs, Map<String, TableFacts> tables, List<Finding> findings) {

    /**
     * What was built of the table.
     *
     * @throws DataRejected where it is not among the source's tables
     */
    public TableFacts table(String name) {
        TableFacts facts = tables.get(name);
        if (facts == null) {
            throw new DataRejected(source + ", " + day + ": table " + name + " is not built, but " + tables.keySet()
                    + "; build the source-day again");
        }
        return facts;
    }

    /**
     * What a source-day is made of: equal inputs, the fence apart, give equal bytes.
     *
     * @param rawSha256 {@link RawZone.Reader#sha256}
     * @param settingsFingerprint settings and reference data that the transform depends on
     * @param stateSha256 the source's own state of the day before; null for a source without one
     * @param codeVersion version of the product
     * @param fence the run that built it; a greater one is later
     */
    public record Inputs(
            String rawSha256,
            String settingsFingerprint,
            @Nullable String stateSha256,
            String codeVersion,
            long fence) {

        /** Whether both are made of the same, whichever run made them. */
        public boolean isSameAs(Inputs other) {
            return equals(new Inputs(
                    other.rawSha256, other.settingsFingerprint, other.stateSha256, other.codeVersion, fence));
        }
    }

    /**
     * One table's rows of the source-day.
     *
     * @param file where the rows lie in the lake, if there are any
     * @param rows number of rows
     * @param sha256 SHA-256 of the file; empty where there are no rows and so no file
     * @param contentSha256 SHA-256 of the rows' tuples in key order, whatever Parquet and its compression do
     * @param bytes size of the file
     * @param measures each measure by column name
     */
    public record TableFacts(
            String file,
            long rows,
            String sha256,
            String contentSha256,
            long bytes,
            Map<String, MeasureFacts> measures) {}

    /**
     * One measure over the rows of a table.
     *
     * @param sum sum of what is not null, added in key order in double arithmetic
     * @param nonNullCount rows in which it is not null
     */
    public record MeasureFacts(double sum, long nonNullCount) {}

    /** SHA-256 of the manifest's own file in the lake. */
    public String sha256() {
        return Sha256.of(LakeJson.write(this));
    }
}
