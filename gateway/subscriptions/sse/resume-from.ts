import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  parseType,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type VariableNode,
} from 'graphql';
import type { Data } from '../../execution/merge.ts';
import { rootFieldsOf } from '../../limits/operation-roots.ts';
import type { Generation } from '../../supergraph/generation.ts';

/** What a client asks, by a document that is valid. */
interface Asked {
  document: DocumentNode;
  operationName: string | null;
  variables: Data;
}

const AFTER = 'after';

/** Equal documents are one object, and what is planned is kept by it. */
const rewritten = new WeakMap<OperationDefinitionNode, DocumentNode>();

/**
 * The same subscription from the cursor on, wherever it began before.
 * @returns it unchanged where it is none, or has no place to go on from
 */
export function resumeFrom<Given extends Asked>(
  { apiSchema }: Generation,
  asked: Given,
  cursor: string,
): Given {
  const { document, operationName, variables } = asked;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return asked;
  const [root] = rootFieldsOf(document, operation);
  const definition = root && apiSchema.getSubscriptionType()?.getFields()[root.name.value];
  const argument = definition?.args.find(({ name }) => name === AFTER);
  if (!root || !argument) return asked;
  const given = root.arguments?.find(({ name }) => name.value === AFTER)?.value;
  if (given?.kind === Kind.VARIABLE)
    return { ...asked, variables: { ...variables, [given.name.value]: cursor } };
  const own = ownVariable(operation);
  const resumed =
    rewritten.get(operation) ??
    withVariable(document, { operation, root, own, type: String(argument.type) });
  rewritten.set(operation, resumed);
  return { ...asked, document: resumed, variables: { ...variables, [own]: cursor } };
}

/** Clients choose their names freely, so ours must differ from all of theirs. */
function ownVariable({ variableDefinitions = [] }: OperationDefinitionNode): string {
  const names = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
  let name = 'lastEventId';
  while (names.has(name)) name += '_';
  return name;
}

interface Rewriting {
  operation: OperationDefinitionNode;
  root: FieldNode;
  own: string;
  type: string;
}

function withVariable(
  document: DocumentNode,
  { operation, root, own, type }: Rewriting,
): DocumentNode {
  const variable: VariableNode = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: own } };
  const definition = {
    kind: Kind.VARIABLE_DEFINITION as const,
    variable,
    type: parseType(type, { noLocation: true }),
  };
  return visit(document, {
    OperationDefinition: {
      leave: (node, _key, _parent, _path, ancestors) => {
        if (node.name?.value !== operation.name?.value || ancestors.length === 0) return undefined;
        return { ...node, variableDefinitions: [...(node.variableDefinitions ?? []), definition] };
      },
    },
    Field: {
      enter: (node) =>
        node === root ? { ...node, arguments: argumentsOf(node, variable) } : undefined,
    },
  });
}

function argumentsOf({ arguments: given = [] }: FieldNode, after: VariableNode): ArgumentNode[] {
  return [
    ...given.filter(({ name }) => name.value !== AFTER),
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: AFTER }, value: after },
  ];
}
