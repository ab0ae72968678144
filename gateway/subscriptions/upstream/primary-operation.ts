import {
  isObjectType,
  getNamedType,
  Kind,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { usedVariables } from '../../execution/used-variables.ts';
import { isData, type Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/plan.ts';

/** What is sent upstream, and how it goes on after the last event. */
export interface PrimaryOperation {
  query: string;
  operationName: string | null;
  /** False where the subscription has no cursor: what is missed while upstream is away stays missed. */
  isResumable: boolean;
  /** @param cursor of the last event delivered; null before the first */
  variables: (given: Data, cursor: string | null) => Data;
  /** True where the client itself says from which cursor on. */
  hasAfter: (given: Data) => boolean;
  /** Takes the event's cursor out of its data; null where it has none. */
  takeCursor: (data: Data | null) => string | null;
}

const AFTER = 'after';
const CURSOR = 'cursor';

/** Readies the primary operation; cached by nobody, since it is cheap beside a subscription's life. */
export function preparePrimary(planned: PlannedSubscription): PrimaryOperation {
  const { primary } = planned;
  const operation = operationOf(primary.operation);
  const [root] = operation.selectionSet.selections;
  const definition = root?.kind === Kind.FIELD ? rootFieldOf(planned, root) : null;
  const plain: PrimaryOperation = {
    query: primary.operation,
    operationName: primary.operationName ?? null,
    isResumable: false,
    variables: (given) => usedVariables(primary, given),
    hasAfter: () => false,
    takeCursor: () => null,
  };
  if (root?.kind !== Kind.FIELD || !definition || !hasCursor(definition)) return plain;
  const alias = unusedName(primary.operation, 'gatewayCursor');
  const variable = unusedName(primary.operation, 'gatewayAfter');
  const original = root.arguments?.find(({ name }) => name.value === AFTER)?.value;
  const afterType = definition.args.find(({ name }) => name === AFTER)?.type;
  const rewritten = withOwnCursor(operation, root, { alias, variable, type: String(afterType) });
  const responseKey = (root.alias ?? root.name).value;
  return {
    ...plain,
    query: print(rewritten),
    isResumable: true,
    variables: (given, cursor) => ({
      ...onlyDefined(usedVariables(primary, given), rewritten),
      [variable]: cursor ?? originalAfter(original, given, operation),
    }),
    hasAfter: (given) => typeof originalAfter(original, given, operation) === 'string',
    takeCursor: (data) => {
      const payload = data?.[responseKey];
      if (!isData(payload)) return null;
      const cursor = payload[alias];
      Reflect.deleteProperty(payload, alias);
      return typeof cursor === 'string' ? cursor : null;
    },
  };
}

function operationOf(text: string): OperationDefinitionNode {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the plan has no operation');
  return operation;
}

function rootFieldOf(planned: PlannedSubscription, root: FieldNode) {
  const type = planned.generation.apiSchema.getSubscriptionType();
  return type?.getFields()[root.name.value] ?? null;
}

function hasCursor(field: GraphQLField<unknown, unknown>): boolean {
  const payload = getNamedType(field.type);
  return (
    field.args.some(({ name }) => name === AFTER) &&
    isObjectType(payload) &&
    payload.getFields()[CURSOR] !== undefined
  );
}

/** Clients choose their names freely, so ours must differ from all of theirs. */
function unusedName(operation: string, wanted: string): string {
  let name = wanted;
  while (operation.includes(name)) name += '_';
  return name;
}

function withOwnCursor(
  operation: OperationDefinitionNode,
  root: FieldNode,
  own: { alias: string; variable: string; type: string },
): OperationDefinitionNode {
  const field: FieldNode = {
    ...root,
    arguments: [
      ...(root.arguments ?? []).filter(({ name }) => name.value !== AFTER),
      argumentNode(AFTER, { kind: Kind.VARIABLE, name: nameNode(own.variable) }),
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        ...(root.selectionSet?.selections ?? []),
        { kind: Kind.FIELD, alias: nameNode(own.alias), name: nameNode(CURSOR) },
      ],
    },
  };
  const selectionSet = { kind: Kind.SELECTION_SET as const, selections: [field] };
  const used = variablesIn(field);
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const [added] =
    operationOf(`query($${own.variable}: ${own.type}) { a }`).variableDefinitions ?? [];
  return {
    ...operation,
    variableDefinitions: added ? [...definitions, added] : definitions,
    selectionSet,
  };
}

function variablesIn(field: FieldNode): Set<string> {
  const names = new Set<string>();
  visit(field, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function onlyDefined(given: Data, operation: OperationDefinitionNode): Data {
  const defined = new Set(
    operation.variableDefinitions?.map(({ variable }) => variable.name.value),
  );
  return Object.fromEntries(Object.entries(given).filter(([name]) => defined.has(name)));
}

function originalAfter(
  value: ValueNode | undefined,
  given: Data,
  operation: OperationDefinitionNode,
): unknown {
  if (!value) return null;
  if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value);
  const name = value.name.value;
  if (given[name] !== undefined) return given[name];
  const definition = operation.variableDefinitions?.find(
    ({ variable }) => variable.name.value === name,
  );
  return definition?.defaultValue ? valueFromASTUntyped(definition.defaultValue) : null;
}

function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}

function argumentNode(name: string, value: ValueNode): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: nameNode(name), value };
}
