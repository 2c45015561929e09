/**
 * The command line: one class per command. A command parses what it is given, asks the classes that do the work, and
 * prints. {@code --help} and {@code --version} start neither Spring nor the server.
 */
@NullMarked
package org.scewarehouse.jobs.cli;

import org.jspecify.annotations.NullMarked;
