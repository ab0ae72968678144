import type { Data } from '../merge.ts';

/** Holds the text itself: a WeakMap would keep it until the next full garbage collection. */
class WrittenVariables {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static textOf(variables: object): string | undefined {
    return #text in variables ? variables.#text : undefined;
  }
}

/** The JSON of a request's variables; free of charge where they were written as JSON at first. */
export function variablesText(variables: Data): string {
  return WrittenVariables.textOf(variables) ?? JSON.stringify(variables);
}

/** Variables that are read back from their JSON only where somebody looks at them. */
export function variablesFromText(
  plain: Data,
  lists: readonly { name: string; text: string }[],
): Data {
  const written = Object.keys(plain).length > 0 ? [JSON.stringify(plain).slice(1, -1)] : [];
  for (const { name, text } of lists) written.push(`${JSON.stringify(name)}:${text}`);
  const variables = Object.assign(new WrittenVariables(`{${written.join(',')}}`), plain);
  for (const { name, text } of lists) {
    let value: unknown;
    Object.defineProperty(variables, name, {
      enumerable: true,
      get: () => (value ??= JSON.parse(text) as unknown),
    });
  }
  return variables;
}
