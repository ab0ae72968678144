import { Kind, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ArgumentNode, DocumentNode, FieldNode, GraphQLSchema, ValueNode } from 'graphql';
import { rootFieldKey, type RoutingRules } from '../../../../schema/partitions/routing-rules.ts';
import type { RandomOperation } from '../operations/random-operation.ts';
import { createRandom, pick } from '../random.ts';
import { CODES } from './letters.ts';

/** The same operation, but that each root field which is routed names a district of the world. */
export function withDistricts(
  operation: RandomOperation,
  schema: GraphQLSchema,
  rules: RoutingRules,
  seed: string,
): RandomOperation {
  const { kind } = operation;
  const root = schema.getRootType(kind);
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const document = visit(
    operation.document,
    visitWithTypeInfo(types, {
      Field: (field): FieldNode | undefined => {
        const routed = rules.rootFields.get(rootFieldKey(kind, field.name.value));
        if (types.getParentType() !== root || routed === undefined) return undefined;
        return {
          ...field,
          arguments: (field.arguments ?? []).map((argument) => {
            if (argument.name.value !== routed) return argument;
            if (argument.value.kind === Kind.VARIABLE) names.add(argument.value.name.value);
            return withDistrict(argument, `${seed} ${signature(field)}`);
          }),
        };
      },
    }),
  );
  return {
    kind,
    document: withDefaults(document, names, seed),
    variables: Object.fromEntries(
      Object.entries(operation.variables).map(([name, value]) => [
        name,
        names.has(name) ? valueFor(`${seed} value ${name}`) : value,
      ]),
    ),
  };
}

function withDefaults(document: DocumentNode, names: ReadonlySet<string>, seed: string) {
  return visit(document, {
    VariableDefinition: (definition) => {
      const name = definition.variable.name.value;
      if (!names.has(name) || !definition.defaultValue) return undefined;
      return { ...definition, defaultValue: literalFor(`${seed} default ${name}`) };
    },
  });
}

/** What is one field under one name stays one. */
function signature({ alias, name, arguments: given = [] }: FieldNode): string {
  return [alias?.value ?? '', name.value, ...given.map(print)].join(' ');
}

function withDistrict(argument: ArgumentNode, seed: string): ArgumentNode {
  if (argument.value.kind === Kind.VARIABLE) return argument;
  return { ...argument, value: literalFor(seed) };
}

/** A code may be written as a number too. */
function literalFor(seed: string): ValueNode {
  const value = valueFor(seed);
  const isCode = /^\d+$/.test(value);
  return isCode && createRandom(`${seed} kind`)() < 0.5
    ? { kind: Kind.INT, value }
    : { kind: Kind.STRING, value };
}

/** Each form in which a value carries a district. */
function valueFor(seed: string): string {
  const random = createRandom(seed);
  const code = pick(CODES, random);
  return pick([code, `district:${code}`, `district:${code}:7`], random);
}
