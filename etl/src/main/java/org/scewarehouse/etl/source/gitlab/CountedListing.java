package org.scewarehouse.etl.source.gitlab;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.RawZone;

/**
 * A listing that is taken for true. Of a night whose listing was held back nothing came into rows, so later nights ask
 * as if it had not been; by raw alone that shows where each listing says which one before it counted.
 *
 * @param day of which it is
 * @param projects how many it has
 */
record CountedListing(LocalDate day, long projects) {

    /** Of a part with a listing: the last one before it that counted. */
    static final String BEFORE = "last_listing";

    /**
     * The last one up to a day whose state was seen completely. Whoever accepts a listing does so days later, so all
     * since the one that is known to count are judged again.
     */
    static CountedListing upTo(LocalDate newest, RawZone raw) {
        RawZone.Reader kept = complete(raw, newest);
        CountedListing counted = kept == null ? null : before(kept);
        LocalDate date = counted == null ? newest : counted.day.plusDays(1);
        for (; !date.isAfter(newest); date = date.plusDays(1)) {
            kept = complete(raw, date);
            if (kept != null && (counted == null || !GitlabTransform.isHeldBack(kept, counted.projects))) {
                long projects = kept.completion(GitlabEndpoints.PROJECTS).records();
                counted = new CountedListing(date, projects);
            }
        }
        if (counted == null) {
            throw new IllegalArgumentException("nothing was seen of " + newest);
        }
        return counted;
    }

    /** What is in force of a day, where its state was seen completely. */
    static RawZone.@Nullable Reader complete(RawZone raw, LocalDate date) {
        return raw.readable(GitlabConnection.SOURCE, date)
                .filter(reader -> reader.endpoints().containsAll(GitlabEndpoints.SNAPSHOTS))
                .orElse(null);
    }

    private static @Nullable CountedListing before(RawZone.Reader kept) {
        for (RawZone.PartFile part : kept.parts(GitlabEndpoints.PROJECTS)) {
            String text = part.attributes().get(BEFORE);
            if (text != null) {
                int blank = text.indexOf(' ');
                return new CountedListing(
                        LocalDate.parse(text.substring(0, blank)), Long.parseLong(text.substring(blank + 1)));
            }
        }
        return null;
    }

    /** As a part says it. */
    String text() {
        return day + " " + projects;
    }
}
