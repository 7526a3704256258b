/** The contract of every balanced client: one suite, run sync and async, over each real SDK HTTP client. */
@NullMarked
package io.alternator.http.contract;

import org.jspecify.annotations.NullMarked;
