/** Tests of the data model: the migrated catalogue against the records, rights, and the meaning of the reports. */
@NullMarked
package org.scewarehouse.model;

import org.jspecify.annotations.NullMarked;
