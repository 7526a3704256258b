/**
 * DynamoDB's typed values, such as <code>{"S": "rex"}</code>: which are valid, which are equal, which is the smaller one, and how
 * large each is. They stay JSON trees and are not changed once they are canonical. Knows no table and no request.
 */
@NullMarked
package io.alternator.http.internal.testkit.value;

import org.jspecify.annotations.NullMarked;
