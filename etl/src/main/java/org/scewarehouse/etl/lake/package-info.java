/**
 * The lake: where a source's answers are kept as given (raw zone) and where the rows made of them lie as Parquet
 * (curated zone), on any store of named objects.
 *
 * <p>Nothing half-written is ever visible, and what is visible is never changed in place. A process may be killed at
 * any point: what it leaves behind has a name that no reader lists, and the next writer for that place removes it. A
 * store that fails (disk full, no permission) throws {@link java.io.UncheckedIOException} or
 * {@link java.io.IOException} with the object's name and what to do, and leaves nothing visible.
 */
@NullMarked
package org.scewarehouse.etl.lake;

import org.jspecify.annotations.NullMarked;
