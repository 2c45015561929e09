/**
 * What the sources and outputs on AWS share: how a client is made and what its failures mean. Credentials come from the
 * SDK's default chain; {@code AWS_ENDPOINT_URL} is respected.
 */
@NullMarked
package org.scewarehouse.etl.aws;

import org.jspecify.annotations.NullMarked;
