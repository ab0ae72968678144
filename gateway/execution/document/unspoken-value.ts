import type { GraphQLError } from 'graphql';

/** How graphql-js repeats what it was given; a refusal may be logged, and the value somebody's name. */
const REPEATED: readonly [RegExp, string][] = [
  [/( cannot represent [^:]*value): [^]*$/, '$1.'],
  [/^Value [^]* does not exist in ("\w+" enum\.)[^]*$/, 'The value does not exist in $1'],
  [/^(Expected value of type "[^"]+"), found [^]*$/, '$1.'],
];

/** What is wrong, without the value that is. */
export function withoutValue(message: string): string {
  return REPEATED.reduce((text, [form, said]) => text.replace(form, said), message);
}

/**
 * What is wrong with a variable, and where in it.
 * @returns field is null where it is the variable as a whole
 */
export function describeVariable(error: GraphQLError): { message: string; field: string | null } {
  const reason = error.originalError?.message;
  if (reason === undefined) return { message: error.message, field: null };
  const given = error.message.slice(0, -`; ${reason}`.length);
  const field = / at "([^"]+)"$/.exec(given)?.[1] ?? null;
  const name = /^Variable "\$\w+"/.exec(given)?.[0] ?? 'Variable';
  const place = field === null ? '' : ` at "${field}"`;
  return { message: `${name} got an invalid value${place}; ${withoutValue(reason)}`, field };
}
