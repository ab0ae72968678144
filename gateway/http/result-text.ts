import type { FormattedExecutionResult } from 'graphql';

/** The body of a response; the same by whichever way the request came. */
export function resultText(result: FormattedExecutionResult): string {
  return `${JSON.stringify(result)}\n`;
}
