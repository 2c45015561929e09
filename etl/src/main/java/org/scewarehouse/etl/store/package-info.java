/**
 * Opens a place for objects by its location: a folder, or a prefix of a bucket on S3 or on a store that answers like
 * it.
 *
 * <p>On S3 an object is written in one PUT, or, beyond a part's size, as a multipart upload whose parts are sent while
 * the writer goes on; it becomes visible by the completing request. What must happen once is a PUT with
 * {@code If-None-Match} or {@code If-Match}. Reads need no local copy: streams go on where a connection was cut,
 * positions are read as ranges. Credentials come from the SDK's default chain. S3 answers what was written last, which
 * is relied on.
 *
 * <p>Nothing of the SDK is loaded before the first request, so that who keeps the lake in a folder does not wait for
 * it.
 */
@NullMarked
package org.scewarehouse.etl.store;

import org.jspecify.annotations.NullMarked;
