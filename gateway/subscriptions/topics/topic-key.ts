import { createHash } from 'node:crypto';
import { print } from 'graphql';
import { isData, type Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import type { Scope } from './scope.ts';
import { withoutRootArguments } from './root-arguments.ts';

const texts = new WeakMap<PlannedSubscription, string>();

/**
 * Equal for subscriptions that get the same events, wherever each of them begins: the document
 * without the arguments of its root field, these arguments by value, the other variables as the
 * schema reads them, and everything by which a subgraph tells callers apart. What is withheld
 * follows from the document and the scope.
 */
export function topicKey(planned: PlannedSubscription, coerced: Data, scope: Scope): string {
  const { rootVariables, argumentsBy } = withoutRootArguments(planned);
  const variables = Object.entries(coerced).filter(([name]) => !rootVariables.has(name));
  const parts = [
    textOf(planned),
    argumentsBy(coerced),
    canonical(Object.fromEntries(variables)),
    canonical(scope),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function textOf(planned: PlannedSubscription): string {
  const before = texts.get(planned);
  if (before !== undefined) return before;
  const { operation, fragments } = withoutRootArguments(planned);
  const text = [operation, ...fragments].map((node) => print(node)).join('\n');
  texts.set(planned, text);
  return text;
}

/** The same text for the same value, in whatever order its names came. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isData(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
