package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Original texts of content. */
@Table(
        schema = "hr",
        grain = "one content item",
        about = "The texts that mart.dim_content shows masked.",
        key = {"content_key"},
        natural = {"content_guid"},
        kind = Table.Kind.DIMENSION)
public record ContentName(
        @Column("Key of mart.dim_content") long contentKey,
        @Column("The server's durable identifier") String contentGuid,

        @Column("Name as given; null = never seen") @Nullable
        String contentName,

        @Column("Title as given; null = none") @Nullable String contentTitle,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
