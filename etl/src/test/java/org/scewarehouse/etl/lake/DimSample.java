package org.scewarehouse.etl.lake;

import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** A dimension with a text in its key. */
@Table(
        grain = "one sample kind",
        key = {"kind_name", "kind_number"},
        kind = Table.Kind.DIMENSION)
public record DimSample(
        @Column("Name") String kindName,
        @Column("Number") int kindNumber,
        @Column("Label") @Nullable String label) {}
