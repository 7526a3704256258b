/**
 * Validation of settings: every message names the setting, the value and the remedy. How foreign text is shown in messages. Knows no
 * other room.
 */
@NullMarked
package io.alternator.http.internal.settings;

import org.jspecify.annotations.NullMarked;
