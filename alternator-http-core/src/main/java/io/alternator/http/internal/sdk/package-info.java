/**
 * What is known of the SDK's HTTP clients beyond their interfaces: versions, proxies, pools, how their builders are set up. {@link
 * io.alternator.http.internal.sdk.ClientInternals} reads it.
 *
 * <p>Does not know what for: which client serves which purpose, how requests are routed.
 */
@NullMarked
package io.alternator.http.internal.sdk;

import org.jspecify.annotations.NullMarked;
