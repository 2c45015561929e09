/**
 * The warehouse that needs no administrator: a real, durable PostgreSQL server that belongs to its data directory
 * and not to a process.
 *
 * <p>Everything lies in {@code ${SCE_HOME}/postgres}: the programs ({@code bin-VERSION}), the data, the password, the
 * port, and three lock files with one meaning each. {@code mutex.lock} is held for the moment in which a process
 * starts or stops the server; {@code users.lock} is held, shared, by every process that uses it; {@code server.lock}
 * is held by the server itself, inherited from the shell command that starts it, so whether a server lives on this
 * directory never depends on a process number that another container or a restarted machine may have given away.
 */
@NullMarked
package org.scewarehouse.jobs.postgres;

import org.jspecify.annotations.NullMarked;
