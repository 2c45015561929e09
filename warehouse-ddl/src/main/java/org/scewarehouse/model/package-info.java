/** The data model: every table declared once, as a record; see {@link org.scewarehouse.model.Warehouse}. */
@NullMarked
package org.scewarehouse.model;

import org.jspecify.annotations.NullMarked;
