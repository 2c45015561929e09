/** Reading a little of much JSON: the fields that decide are picked, and the rest is parsed only where it is wanted. */
@NullMarked
package org.scewarehouse.etl.json;

import org.jspecify.annotations.NullMarked;
