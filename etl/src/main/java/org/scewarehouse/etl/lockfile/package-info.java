/**
 * What lock files and dependency files say of package versions: ten kinds, each read as the tool reads it that writes
 * it. Input is not trusted: sizes, depths and numbers are limited, YAML aliases are refused, nothing is executed or
 * fetched. Only names, versions and origins come out of a file; authors, addresses and credentials stay in it.
 */
@NullMarked
package org.scewarehouse.etl.lockfile;

import org.jspecify.annotations.NullMarked;
