import { GraphQLError, validate } from 'graphql';
import { planPermitted, withheldOf } from '../../authorization/plan-permitted.ts';
import { coerceVariables, type OperationRequest } from '../../execution/execute-operation.ts';
import type { Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import { preparePrimary } from '../upstream/primary-operation.ts';
import type { Generation } from '../../supergraph/generation.ts';

/** What a subscription that is under way is by another schema. */
type Replanned = { planned: PlannedSubscription; coerced: Data } | { error: GraphQLError };

/** Plans the client's own document again, with what its topic may see by the new schema. */
export function replan(
  generation: Generation,
  before: PlannedSubscription,
  { caller, variables }: OperationRequest,
): Replanned {
  const document = withheldOf(before)?.document ?? before.document;
  const errors = validate(generation.apiSchema, document);
  if (errors.length > 0) return { error: reloadError(errors) };
  const operationName = before.operation.name?.value ?? null;
  const planned = planPermitted(generation, document, { operationName, variables }, caller);
  if ('errors' in planned) return { error: reloadError(planned.errors) };
  if (planned.kind !== 'subscription') throw new Error('expected a subscription');
  const coerced = coerceVariables(planned, variables);
  if ('errors' in coerced) return { error: reloadError(coerced.errors) };
  if (isResumable(before) && !isResumable(planned))
    return { error: reloadError([new GraphQLError('its events have no cursor any more.')]) };
  return { planned, coerced: coerced.values };
}

function isResumable(planned: PlannedSubscription): boolean {
  return preparePrimary(planned).afterVariable !== null;
}

/** Not the client's fault: what it sent was right until the schema changed. */
function reloadError(causes: readonly GraphQLError[]): GraphQLError {
  const reasons = causes.map(({ message }) => message).join(' ');
  return new GraphQLError(`The schema has changed, and the subscription ends: ${reasons}`, {
    extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' },
  });
}
