import { Kind, OperationTypeNode } from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
  VariableNode,
} from 'graphql';
import { rootFieldKey, type RoutingRules } from '../../../../schema/partitions/routing-rules.ts';
import type { RandomOperation } from '../operations/random-operation.ts';
import { between, chanceOf, createRandom, pick, type Random } from '../random.ts';

const COPIED_SHARE = 0.5;
const MOST_COPIES = 3;
const CONDITION = 'isCopied';
const VARIABLE: VariableNode = {
  kind: Kind.VARIABLE,
  name: { kind: Kind.NAME, value: CONDITION },
};
const DEFINITION: VariableDefinitionNode = {
  kind: Kind.VARIABLE_DEFINITION,
  variable: VARIABLE,
  type: {
    kind: Kind.NON_NULL_TYPE,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Boolean' } },
  },
};

/** The same operation, of which routed root fields come several times, also under a condition. */
export function withCopies(
  operation: RandomOperation,
  rules: RoutingRules,
  seed: string,
): RandomOperation {
  const { kind, document, variables } = operation;
  if (kind === OperationTypeNode.SUBSCRIPTION || chanceOf(seed, 'copies') > COPIED_SHARE)
    return operation;
  const isRouted = (one: SelectionNode): one is FieldNode =>
    one.kind === Kind.FIELD && rules.rootFields.has(rootFieldKey(kind, one.name.value));
  const copied: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? withMore(definition, copiesOf(definition.selectionSet.selections.filter(isRouted), seed))
        : definition,
    ),
  };
  const isAsked = chanceOf(seed, 'is asked') < 0.5;
  return { kind, document: copied, variables: { ...variables, [CONDITION]: isAsked } };
}

function withMore(
  operation: OperationDefinitionNode,
  copies: readonly SelectionNode[],
): OperationDefinitionNode {
  const { selectionSet, variableDefinitions = [] } = operation;
  const isConditional = copies.some(({ kind }) => kind === Kind.INLINE_FRAGMENT);
  return {
    ...operation,
    variableDefinitions: isConditional ? [...variableDefinitions, DEFINITION] : variableDefinitions,
    selectionSet: { ...selectionSet, selections: [...selectionSet.selections, ...copies] },
  };
}

/** Under another name it asks another district; under its own it is asked once more. */
function copiesOf(routed: readonly FieldNode[], seed: string): SelectionNode[] {
  if (routed.length === 0) return [];
  const random = createRandom(seed);
  return Array.from({ length: between(1, MOST_COPIES, random) }, (_, index): SelectionNode => {
    const field = pick(routed, random);
    if (random() < 0.6)
      return { ...field, alias: { kind: Kind.NAME, value: `copy${String(index)}` } };
    return {
      kind: Kind.INLINE_FRAGMENT,
      directives: [condition(pick(['skip', 'include'], random))],
      selectionSet: { kind: Kind.SELECTION_SET, selections: [lessOf(field, random)] },
    };
  });
}

function condition(name: string): DirectiveNode {
  const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' } } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: [{ ...argument, value: VARIABLE }],
  };
}

function lessOf(field: FieldNode, random: Random): FieldNode {
  const { selectionSet } = field;
  if (!selectionSet) return field;
  const kept = pick(selectionSet.selections, random);
  return { ...field, directives: [], selectionSet: { ...selectionSet, selections: [kept] } };
}
