import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, conditionVariables, fragmentsOf } from '../document/collect-fields.ts';
import type { CountWork } from '../../limits/count-work.ts';
import type { Data } from '../merge.ts';

/** @param conditions the coerced variables, which decide what is asked and in which order */
export type StepsFor<Step> = (conditions: Data, countWork: CountWork) => readonly Step[];

/** Combinations of @skip and @include for which steps are kept. */
const MAX_KEPT = 64;

/**
 * The root fields of a mutation, which run one after the other in the order of the response. The
 * planner would run those in fragments first, so each is planned as an operation of its own.
 * @returns null where there is only one
 */
export function serialSteps<Step>(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  plan: (step: DocumentNode, conditions: Data) => Step,
): StepsFor<Step> | null {
  const { selections } = operation.selectionSet;
  const type = schema.getRootType(operation.operation);
  if (!type || (selections.length === 1 && selections[0]?.kind === Kind.FIELD)) return null;
  const fragments = fragmentsOf(document);
  const names = conditionVariables(document);
  const kept = new Map<string, readonly Step[]>();
  const planSteps = (conditions: Data): readonly Step[] => {
    const fields = collectFields({ schema, fragments, conditions }, type, [operation.selectionSet]);
    return [...fields.values()]
      .filter(([field]) => field?.name.value !== '__typename')
      .map((nodes) => plan(stepDocument(document, operation, nodes), conditions));
  };
  return (conditions, countWork) => {
    const mask = names.map((name) => (conditions[name] === true ? '1' : '0')).join('');
    const steps = kept.get(mask) ?? countWork(() => planSteps(conditions));
    if (!kept.has(mask) && kept.size >= MAX_KEPT) kept.clear();
    kept.set(mask, steps);
    return steps;
  };
}

function stepDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  nodes: readonly FieldNode[],
): DocumentNode {
  const selections = nodes.map((node) => ({ ...node, directives: [] }));
  const step = { ...operation, selectionSet: { kind: Kind.SELECTION_SET as const, selections } };
  return {
    kind: Kind.DOCUMENT,
    definitions: document.definitions.flatMap((definition) => {
      if (definition === operation) return step;
      return definition.kind === Kind.FRAGMENT_DEFINITION ? definition : [];
    }),
  };
}
