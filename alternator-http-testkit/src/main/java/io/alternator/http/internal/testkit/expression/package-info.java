/**
 * DynamoDB's expressions, from text to objects: conditions and updates of top-level attributes. Start at {@link
 * io.alternator.http.internal.testkit.expression.ExpressionParser}. Knows no table and no operation.
 *
 * <pre>
 * condition  = and { OR and }
 * and        = not { AND not }
 * not        = NOT not | "(" condition ")" | function | comparison
 * function   = attribute_exists "(" path ")" | attribute_not_exists "(" path ")" | begins_with "(" operand "," operand ")"
 * comparison = operand ( "=" | "&lt;&gt;" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) operand | operand BETWEEN operand AND operand
 * operand    = path | ":value"
 * path       = name | "#name"
 *
 * update     = clause { clause }
 * clause     = SET path "=" ":value" { "," path "=" ":value" } | REMOVE path { "," path }
 * </pre>
 */
@NullMarked
package io.alternator.http.internal.testkit.expression;

import org.jspecify.annotations.NullMarked;
