import { getOperationAST, type DocumentNode, type GraphQLError } from 'graphql';
import { isRenewed } from '../execution/document/prepare-document.ts';
import {
  planOperation,
  type PlannedOperation,
  type PlanningRequest,
} from '../execution/planning/plan.ts';
import { uncounted } from '../limits/count-work.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { AuthorizationRules } from './authorization-rules.ts';
import { grantsOf, refusalOf, type Grants, type Holder } from './requirement.ts';
import { refusedErrors, type Withheld } from './tell-withheld.ts';
import { withholdFields } from './withhold-fields.ts';

/** What a caller with certain grants gets of a document. */
type Permitted =
  | { kind: 'whole' }
  | { kind: 'part'; document: DocumentNode }
  | { kind: 'refused'; errors: readonly GraphQLError[] };

const permissions = new WeakMap<DocumentNode, Map<string, Permitted>>();
const withheldFrom = new WeakMap<DocumentNode, Withheld>();

/** Callers differ by few scopes; an attacker's token with many must not fill the memory. */
const MAX_KEPT = 64;

/**
 * Plans what this caller may see of an operation. The rest never reaches the planner, so no
 * subgraph is asked for it, not even on the way to something else.
 */
export function planPermitted(
  generation: Generation,
  document: DocumentNode,
  request: PlanningRequest,
  caller: Holder,
): PlannedOperation | { errors: readonly GraphQLError[] } {
  const permitted = permit(generation, document, request.operationName, caller);
  if (permitted.kind === 'refused') return { errors: permitted.errors };
  const seen = permitted.kind === 'part' ? permitted.document : document;
  const countWork = isRenewed(document) ? uncounted : request.countWork;
  const planned = planOperation(generation, seen, { ...request, countWork });
  return 'error' in planned ? { errors: [planned.error] } : planned;
}

/** What was left out of the operation; null where it is whole. */
export function withheldOf({ document }: PlannedOperation): Withheld | null {
  return withheldFrom.get(document) ?? null;
}

function permit(
  generation: Generation,
  document: DocumentNode,
  operationName: string | null,
  caller: Holder,
): Permitted {
  const rules = generation.authorization;
  if (!rules) return { kind: 'whole' };
  const grants = grantsOf(caller);
  const key = [generation.hash, operationName, ...grantedOf(rules, grants)].join('\n');
  const known = permissions.get(document) ?? new Map<string, Permitted>();
  permissions.set(document, known);
  const permitted = known.get(key) ?? compute(generation, rules, document, operationName, grants);
  if (known.size >= MAX_KEPT) known.clear();
  known.set(key, permitted);
  return permitted;
}

function grantedOf({ scopes }: AuthorizationRules, grants: Grants): string[] {
  return [String(grants.isAuthenticated), ...scopes.filter(grants.has)];
}

function compute(
  generation: Generation,
  rules: AuthorizationRules,
  document: DocumentNode,
  operationName: string | null,
  grants: Grants,
): Permitted {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { kind: 'whole' };
  const schema = generation.apiSchema;
  const permitted = withholdFields(schema, document, operation, (parent, field) =>
    refusalOf(rules.requirementsOf(parent, field), grants),
  );
  if (!permitted) return { kind: 'whole' };
  if (permitted.refused.length > 0)
    return { kind: 'refused', errors: refusedErrors(permitted.refused) };
  const { typenameKey, withheld: fields } = permitted;
  withheldFrom.set(permitted.document, { schema, document, operation, fields, typenameKey });
  return { kind: 'part', document: permitted.document };
}
