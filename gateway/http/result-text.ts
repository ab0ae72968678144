import type { FormattedExecutionResult } from 'graphql';

const texts = new WeakMap<object, string>();

/** Equal queries under way share their data, and so its text as well. */
export function resultText(result: FormattedExecutionResult): string {
  const { data, errors, extensions } = result;
  if (!data || errors || extensions) return `${JSON.stringify(result)}\n`;
  const text = texts.get(data) ?? `${JSON.stringify(result)}\n`;
  texts.set(data, text);
  return text;
}
