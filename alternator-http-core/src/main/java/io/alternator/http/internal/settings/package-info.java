/**
 * Validation of settings and of the SDK's version: every message names what is wrong, the value and the remedy. Knows no other room.
 */
@NullMarked
package io.alternator.http.internal.settings;

import org.jspecify.annotations.NullMarked;
