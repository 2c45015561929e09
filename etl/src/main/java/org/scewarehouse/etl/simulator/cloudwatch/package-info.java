/**
 * A strict stand-in for Amazon CloudWatch over HTTP, as the SDK speaks with it (Smithy RPC v2, CBOR): signatures,
 * limits, paging in pieces, rounding and retention are enforced as documented.
 */
@NullMarked
package org.scewarehouse.etl.simulator.cloudwatch;

import org.jspecify.annotations.NullMarked;
