import {
  Kind,
  parse,
  print,
  visit,
  type ArgumentNode,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import { usedVariables } from '../../execution/document/used-variables.ts';
import { isData, type Data } from '../../execution/merge.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import { isStartArgument, START_ARGUMENTS, startTypes, type StartTypes } from './start-types.ts';

/** Where an upstream begins: behind a cursor, with what is open now, or at the head. */
export interface StartingPoint {
  after: string | null;
  withOpen: boolean;
}

/** What is sent upstream, and how it goes on after the last event. */
export interface PrimaryOperation {
  subgraph: string;
  query: string;
  operationName: string | null;
  /** The one that takes a cursor; null where the subscription has none: what is missed while upstream is away stays missed. */
  afterVariable: string | null;
  /** Without the client's own starting point. */
  variables: (given: Data, start: StartingPoint) => Data;
  /** Takes the event's cursor out of its data; null where it has none. */
  takeCursor: (data: Data | null) => string | null;
}

const CURSOR = 'cursor';

/** Readies the primary operation; cached by nobody, since it is cheap beside a subscription's life. */
export function preparePrimary(planned: PlannedSubscription): PrimaryOperation {
  const { primary } = planned;
  const operation = operationOf(primary.operation);
  const [root] = operation.selectionSet.selections;
  const plain: PrimaryOperation = {
    subgraph: primary.serviceName,
    query: primary.operation,
    operationName: primary.operationName ?? null,
    afterVariable: null,
    variables: (given) => usedVariables(primary, given),
    takeCursor: () => null,
  };
  const types = root?.kind === Kind.FIELD ? startTypes(planned.generation, root.name.value) : null;
  if (root?.kind !== Kind.FIELD || !types) return plain;
  const names = namesUnlike(primary.operation);
  const rewritten = withOwnStart(operation, root, names, types);
  const responseKey = (root.alias ?? root.name).value;
  return {
    ...plain,
    query: print(rewritten),
    afterVariable: names.after,
    variables: (given, { after, withOpen }) => ({
      ...onlyDefined(usedVariables(primary, given), rewritten),
      [names.after]: after,
      ...(types.withOpen !== null && { [names.withOpen]: withOpen }),
    }),
    takeCursor: (data) => {
      const payload = data?.[responseKey];
      if (!isData(payload)) return null;
      const cursor = payload[names.cursor];
      Reflect.deleteProperty(payload, names.cursor);
      return typeof cursor === 'string' ? cursor : null;
    },
  };
}

function operationOf(text: string): OperationDefinitionNode {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the plan has no operation');
  return operation;
}

interface OwnNames {
  cursor: string;
  after: string;
  withOpen: string;
}

/** Clients choose their names freely, so ours must differ from all of theirs. */
function namesUnlike(operation: string): OwnNames {
  const unused = (wanted: string): string => {
    let name = wanted;
    while (operation.includes(name)) name += '_';
    return name;
  };
  return {
    cursor: unused('gatewayCursor'),
    after: unused('gatewayAfter'),
    withOpen: unused('gatewayWithOpen'),
  };
}

function withOwnStart(
  operation: OperationDefinitionNode,
  root: FieldNode,
  names: OwnNames,
  types: StartTypes,
): OperationDefinitionNode {
  const own = START_ARGUMENTS.flatMap((argument) => {
    const type = types[argument];
    return type === null ? [] : [{ argument, variable: names[argument], type }];
  });
  const field: FieldNode = {
    ...root,
    arguments: [
      ...(root.arguments ?? []).filter(({ name }) => !isStartArgument(name.value)),
      ...own.map(({ argument, variable }) => argumentNode(argument, variable)),
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        ...(root.selectionSet?.selections ?? []),
        { kind: Kind.FIELD, alias: nameNode(names.cursor), name: nameNode(CURSOR) },
      ],
    },
  };
  const used = variablesIn(field);
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const declared = own.map(({ variable, type }) => `$${variable}: ${type}`).join(', ');
  const added = operationOf(`query(${declared}) { a }`).variableDefinitions ?? [];
  return {
    ...operation,
    variableDefinitions: [...definitions, ...added],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
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

function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}

function argumentNode(name: string, variable: string): ArgumentNode {
  const value = { kind: Kind.VARIABLE as const, name: nameNode(variable) };
  return { kind: Kind.ARGUMENT, name: nameNode(name), value };
}
