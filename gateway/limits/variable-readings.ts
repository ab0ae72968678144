/** As the client sent them, with the operation's defaults. */
export type Variables = Readonly<Record<string, unknown>>;

/** Everything of the variables that an estimate depends on, each by a key of its own. */
export type Read = (key: string, reading: (variables: Variables) => number | null) => number | null;

/** Where a variable is not sent, the default of the place where it stands holds. */
export function valueAt(
  place: { defaultValue?: unknown },
  variable: string,
  variables: Variables,
): unknown {
  return Object.hasOwn(variables, variable) ? variables[variable] : place.defaultValue;
}
