/** CSV files, read a record at a time. */
@NullMarked
package org.scewarehouse.etl.csv;

import org.jspecify.annotations.NullMarked;
