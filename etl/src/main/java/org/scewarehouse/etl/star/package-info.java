/**
 * What all sources share in the star schema: keys, pseudonyms, identities, the masking of logins, reference data.
 *
 * <p>Everything here is a pure function of settings, reference files and what HR has told, so that any machine can
 * build any day.
 */
@NullMarked
package org.scewarehouse.etl.star;

import org.jspecify.annotations.NullMarked;
