import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

/** @param mask which of the questions are asked, a bit for each */
export type BatchTexts = (mask: number) => string;

const REPRESENTATIONS = 'representations';

/** The name under which the entities of a question come back. */
export function batchAlias(index: number): string {
  return `e${index}`;
}

/** The variable that holds the representations of a question. */
export function batchVariable(index: number): string {
  return `${REPRESENTATIONS}_${index}`;
}

interface Part {
  field: FieldNode;
  variables: readonly VariableDefinitionNode[];
  fragments: readonly FragmentDefinitionNode[];
  operation: OperationDefinitionNode;
}

/**
 * One operation for several entity fetches: aliased `_entities`, with the names of variables and
 * fragments kept apart. Each text is made when it is first needed.
 */
export function compileBatch(nodes: readonly FetchNode[]): BatchTexts {
  const texts = new Map<number, string>();
  let parts: readonly Part[] | null = null;
  return (mask) => {
    const known = texts.get(mask);
    if (known !== undefined) return known;
    parts ??= nodes.map(readPart);
    const text = join(parts.filter((_, index) => (mask & (1 << index)) !== 0));
    texts.set(mask, text);
    return text;
  };
}

function readPart(node: FetchNode, index: number): Part {
  const renamed = visit(parse(node.operation, { noLocation: true }), {
    FragmentDefinition: (fragment) => ({ ...fragment, name: suffixed(fragment.name.value, index) }),
    FragmentSpread: (spread) => ({ ...spread, name: suffixed(spread.name.value, index) }),
    Variable: (variable) =>
      variable.name.value === REPRESENTATIONS
        ? { ...variable, name: { kind: Kind.NAME as const, value: batchVariable(index) } }
        : undefined,
  });
  const operation = renamed.definitions.find(isOperation);
  const field = operation?.selectionSet.selections[0];
  if (operation?.kind !== Kind.OPERATION_DEFINITION || field?.kind !== Kind.FIELD)
    throw new Error(`expected one field of entities, but got ${node.operation}`);
  return {
    operation,
    variables: operation.variableDefinitions ?? [],
    fragments: renamed.definitions.filter(isFragment),
    field: { ...field, alias: { kind: Kind.NAME, value: batchAlias(index) } },
  };
}

function join(parts: readonly Part[]): string {
  const variables = new Map<string, VariableDefinitionNode>();
  for (const part of parts)
    for (const definition of part.variables)
      variables.set(definition.variable.name.value, definition);
  const [first] = parts;
  if (!first) throw new Error('a batch needs a part');
  const operation: OperationDefinitionNode = {
    ...first.operation,
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: parts.map(({ field }) => field) },
  };
  const definitions = [operation, ...parts.flatMap(({ fragments }) => fragments)];
  return stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions }));
}

function suffixed(name: string, index: number) {
  return { kind: Kind.NAME as const, value: `${name}__${index}` };
}

function isOperation(definition: DefinitionNode): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

function isFragment(definition: DefinitionNode): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
