package org.scewarehouse.model.bridge;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Languages that repositories are written in. */
@Table(
        grain = "one repository x language x stretch of days with one share",
        about = "The five greatest shares of the default branch, as GitLab gives them: rarer languages are missing. "
                + "Notebooks count with all that is in them. A day has the rows with valid_from <= day < valid_to; "
                + "days before the first listing have none.",
        key = {"repository_id", "language_name", "valid_from"},
        kind = Table.Kind.DIMENSION)
public record BridgeRepositoryLanguage(
        @Column("Repository, durable: join mart.dim_repository_now, or dim_repository by repository_id and day")
        long repositoryId,

        @Column("Language, as given") String languageName,
        @Column("First day with this share") LocalDate validFrom,

        @Column("Day after the last; 9999-12-31 = open") LocalDate validTo,

        @Column("Share of the bytes, in percent") double sharePercent,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
