package io.alternator.http.internal.keys;

/** What became of an attempt whose partition key affinity looked for. */
public enum KeyedResult {
    /** It went to the first node of the key's order. */
    FIRST_NODE,
    /** It went to another node, because those before it were down, silent or shedding, or had failed the request. */
    LATER_NODE,
    /** It was routed as usual: what the table's partition key is called is not known, or the request does not have it. */
    NAME_UNKNOWN,
    /** It was routed as usual: the partition key is no string, number or binary. */
    NOT_SCALAR
}
