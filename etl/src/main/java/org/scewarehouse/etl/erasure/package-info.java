/**
 * Erasing people: every identifier of a person becomes one random token, in raw, and with it in everything that is
 * built of raw. What was erased is known again by keyed hashes, so that what sources say of the person later is
 * changed on its way into raw.
 *
 * <p>An identifier is found in one of four ways. A WORD (login, address, account, full name) is found wherever it
 * stands between ends of a text or characters other than letters and digits, in any case and in the forms that
 * launchers make of logins. A FIELD (an employee id that may be a plain number) is found as the whole value of a field
 * of that name; a REFERENCE too, such as somebody's manager, but that does not make the record the person's. OWN (given
 * or family name, a number of an account) is found as a whole value in a record that names the person otherwise, since
 * others may bear it too.
 */
@NullMarked
package org.scewarehouse.etl.erasure;

import org.jspecify.annotations.NullMarked;
