/**
 * The curated zone as tables of engines that read Parquet where it lies: definitions made of the table records, so that
 * whoever outgrows one machine finds the names, columns and meanings of the warehouse there.
 */
@NullMarked
package org.scewarehouse.model.lake;

import org.jspecify.annotations.NullMarked;
