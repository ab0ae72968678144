/**
 * Does what a document costs once, before it is kept: parsing, validating, planning. It holds up all
 * else, so its time counts for who sent the document first.
 * @throws GraphQLError RATE_LIMITED before it begins, where too much of late was done for them
 */
export type CountWork = <Result>(work: () => Result) => Result;

/** For what no client is to blame for, such as planning anew after a change of the schema. */
export const uncounted: CountWork = (work) => work();
