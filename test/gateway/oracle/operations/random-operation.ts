import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { between, createRandom, pick, type Random } from '../random.ts';
import { randomArguments, type Variables } from './random-arguments.ts';
import { condition, nested } from './random-conditions.ts';
import { randomStyle, type Style } from './styles.ts';
import { unluckyAlias } from './unlucky-names.ts';

export interface RandomOperation {
  document: DocumentNode;
  variables: Record<string, unknown>;
  kind: OperationTypeNode;
}

interface Rules {
  /** False for a field about which subgraphs are meant to differ. */
  isUsable: (type: string, field: string) => boolean;
}

interface Draft extends Rules {
  schema: GraphQLSchema;
  composites: readonly GraphQLCompositeType[];
  random: Random;
  style: Style;
  variables: Variables;
  fragments: { name: string; type: GraphQLCompositeType; text: string }[];
  /** By parent type and alias, so that one alias means one field wherever it is met. */
  aliased: Map<string, string>;
  fieldsLeft: number;
}

const MAX_TRIES = 30;

/** Of an operation that is not alone in its document. */
export const OPERATION_NAME = 'Trial';

/** A valid operation: the first draft of this seed that graphql-js accepts. */
export function randomOperation(
  schema: GraphQLSchema,
  { isUsable }: Rules,
  seed: string,
): RandomOperation {
  for (let index = 0; index < MAX_TRIES; index += 1) {
    const random = createRandom(`${seed} draft ${index}`);
    const kind = randomKind(schema, random);
    const variables: Variables = { definitions: new Map(), values: {} };
    const document = parse(draftOperation(schema, { isUsable }, kind, variables, random), {
      noLocation: true,
    });
    if (validate(schema, document).length === 0)
      return { document, variables: variables.values, kind };
  }
  return {
    document: parse('{ __typename }'),
    variables: {},
    kind: OperationTypeNode.QUERY,
  };
}

function randomKind(schema: GraphQLSchema, random: Random): OperationTypeNode {
  const roll = random();
  if (roll < 0.12 && schema.getMutationType()) return OperationTypeNode.MUTATION;
  if (roll > 0.88 && schema.getSubscriptionType()) return OperationTypeNode.SUBSCRIPTION;
  return OperationTypeNode.QUERY;
}

function draftOperation(
  schema: GraphQLSchema,
  rules: Rules,
  kind: OperationTypeNode,
  variables: Variables,
  random: Random,
): string {
  const root = schema.getRootType(kind)!;
  const style = randomStyle(random);
  const draft: Draft = {
    schema,
    ...rules,
    composites: Object.values(schema.getTypeMap()).filter(
      (type): type is GraphQLCompositeType =>
        isCompositeType(type) && !type.name.startsWith('__') && !isRoot(schema, type),
    ),
    random,
    style,
    variables,
    fragments: [],
    aliased: new Map(),
    fieldsLeft: between(...style.fields, random),
  };
  const body =
    kind === OperationTypeNode.SUBSCRIPTION
      ? `{ ${field(draft, root, style.depth, true)} }`
      : selections(draft, root, style.depth);
  const definitions = [...variables.definitions.values()].join(', ');
  const isOneOfSeveral = random() < 0.15;
  const head = `${kind} ${isOneOfSeveral || random() < 0.3 ? OPERATION_NAME : ''}${definitions === '' ? '' : `(${definitions})`}`;
  // the same under another name, of which nothing may be asked
  const others = isOneOfSeveral
    ? [`${kind} Other${definitions === '' ? '' : `(${definitions})`} ${body}`]
    : [];
  const named = draft.fragments.map(
    ({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`,
  );
  return [...others, `${head} ${body}`, ...named].join('\n');
}

function isRoot(schema: GraphQLSchema, type: GraphQLCompositeType): boolean {
  return Object.values(OperationTypeNode).some((kind) => schema.getRootType(kind) === type);
}

function selections(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { random } = draft;
  const count = between(...draft.style.width, random);
  const parts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const isFragment = random() < draft.style.fragments;
    const part = isFragment ? fragment(draft, type, depth) : field(draft, type, depth);
    parts.push(random() < draft.style.nestings ? nested(draft, type.name, part) : part);
  }
  return `{ ${parts.join(' ')} }`;
}

function fragment(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { random, fragments, schema } = draft;
  if (depth <= 1) return field(draft, type, depth);
  const roll = random();
  const known = fragments.filter((one) => doTypesOverlap(schema, one.type, type));
  if (roll < 0.2 && known.length > 0) return `...${pick(known, random).name}${condition(draft)}`;
  if (roll < 0.3) return `...${condition(draft)} ${selections(draft, type, depth - 1)}`;
  const overlapping = draft.composites.filter((other) => doTypesOverlap(schema, other, type));
  const chosen = random() < 0.25 || overlapping.length === 0 ? type : pick(overlapping, random);
  const text = selections(draft, chosen, depth - 1);
  if (roll < 0.6) return `... on ${chosen.name}${condition(draft)} ${text}`;
  const name = `F${fragments.length}`;
  fragments.push({ name, type: chosen, text });
  return `...${name}${condition(draft)}`;
}

function field(
  draft: Draft,
  type: GraphQLCompositeType,
  depth: number,
  isOnlyRoot = false,
): string {
  const { random } = draft;
  draft.fieldsLeft -= 1;
  const all =
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).filter((one) => draft.isUsable(type.name, one.name))
      : [];
  const isLast = depth <= 1 || draft.fieldsLeft <= 0;
  const usable = all.filter(
    (one) =>
      isOnlyRoot ||
      (depth > 1 && isRoot(draft.schema, type)) ||
      !isLast ||
      !isCompositeType(getNamedType(one.type)),
  );
  if (!isOnlyRoot) {
    if (type === draft.schema.getQueryType() && random() < 0.05) return introspection(draft);
    if (usable.length === 0 || random() < 0.08)
      return `${typenameAlias(draft, all)}__typename${condition(draft)}`;
  }
  const chosen = pick(usable, random);
  const inner = getNamedType(chosen.type);
  const given = randomArguments(chosen.args, draft.variables, random);
  return [
    named(draft, type, chosen, given, all),
    isOnlyRoot ? '' : condition(draft),
    isCompositeType(inner) ? ` ${selections(draft, inner, depth - 1)}` : '',
  ].join('');
}

function typenameAlias({ random }: Draft, all: readonly GraphQLField<unknown, unknown>[]): string {
  const roll = random();
  if (roll < 0.1 && all.length > 0) return `${pick(all, random).name}: `;
  return roll < 0.35 ? `t${between(0, 1, random)}: ` : '';
}

/** The field with its alias, if it gets one; what was aliased so before is asked again. */
function named(
  draft: Draft,
  parent: GraphQLCompositeType,
  chosen: GraphQLField<unknown, unknown>,
  given: string,
  all: readonly GraphQLField<unknown, unknown>[],
): string {
  const { random } = draft;
  const plain = `${chosen.name}${given}`;
  const roll = random();
  const unlucky = unluckyAlias(
    all.map(({ name }) => name),
    random,
  );
  if (unlucky !== null) return `${unlucky}: ${plain}`;
  // equal in shape but not in field: x means one thing for each type that is met there
  if (random() < draft.style.aliases) {
    const alias = `x_${String(chosen.type).replace(/\W/g, (letter) => String(letter.charCodeAt(0)))}`;
    const place = `${parent.name}.${alias}`;
    const known = draft.aliased.get(place) ?? plain;
    draft.aliased.set(place, known);
    return `${alias}: ${known}`;
  }
  // under the name of another field, which the plan may need for itself
  if (roll < 0.21) return `${pick(all, random).name}: ${plain}`;
  if (given !== '' && roll < 0.9)
    return `a${draft.aliased.size}_${draft.fieldsLeft < 0 ? 'm' : ''}${Math.abs(draft.fieldsLeft)}: ${plain}`;
  return roll > 0.94 ? `b_${chosen.name}: ${plain}` : plain;
}

function introspection(draft: Draft): string {
  const type = pick(draft.composites, draft.random).name;
  return pick(
    [
      '__schema { queryType { name } mutationType { name } }',
      '__schema { directives { name locations } }',
      `__type(name: "${type}") { kind name possibleTypes { name } fields { name type { name ofType { name } } } }`,
    ],
    draft.random,
  );
}
