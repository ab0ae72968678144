import type { Data } from './merge.ts';

const texts = new WeakMap<Data, string>();

/** The JSON of a request's variables; free of charge where they were written as JSON at first. */
export function variablesText(variables: Data): string {
  return texts.get(variables) ?? JSON.stringify(variables);
}

/** Variables that are read back from their JSON only where somebody looks at them. */
export function variablesFromText(
  plain: Data,
  lists: readonly { name: string; text: string }[],
): Data {
  const variables: Data = { ...plain };
  const written = Object.keys(plain).length > 0 ? [JSON.stringify(plain).slice(1, -1)] : [];
  for (const { name, text } of lists) {
    written.push(`${JSON.stringify(name)}:${text}`);
    let value: unknown;
    Object.defineProperty(variables, name, {
      enumerable: true,
      get: () => (value ??= JSON.parse(text) as unknown),
    });
  }
  texts.set(variables, `{${written.join(',')}}`);
  return variables;
}
