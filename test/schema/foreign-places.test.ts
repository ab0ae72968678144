import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { composeCity } from '../../schema/build/compose.ts';
import { readSubgraphSdl, SUBGRAPH_NAMES } from '../../schema/sdl.ts';

const api = buildSchema(composeCity().apiSdl);

function isMarked({ astNode }: GraphQLField<unknown, unknown>, directive: string): boolean {
  return astNode?.directives?.some(({ name }) => name.value === directive) ?? false;
}

function isVisible(type: string, field: string): boolean {
  const known = api.getType(type);
  return isObjectType(known) && known.getFields()[field] !== undefined;
}

/** True where another subgraph has to say what clients ask of the type. */
function isForeign(type: GraphQLNamedType, schema: GraphQLSchema): boolean {
  if (isInterfaceType(type))
    return schema.getPossibleTypes(type).some((one) => isForeign(one, schema));
  if (!isObjectType(type)) return false;
  const keys = type.astNode?.directives?.filter(({ name }) => name.value === 'key') ?? [];
  const isStub = keys.some(({ arguments: given }) =>
    given?.some(
      ({ name, value }) =>
        name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
    ),
  );
  return (
    isStub ||
    Object.values(type.getFields()).some(
      (field) => isMarked(field, 'external') && isVisible(type.name, field.name),
    )
  );
}

/** Whether a null there would take more with it than itself. */
function isStrict(type: GraphQLOutputType): boolean {
  const list = getNullableType(type);
  return isListType(list) ? isNonNullType(list.ofType) : isNonNullType(type);
}

function strictForeignPlaces(sdl: string): string[] {
  const schema = buildSubgraphSchema(parse(sdl));
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields())
      .filter((field) => !isMarked(field, 'external') && !field.name.startsWith('_'))
      .filter((field) => isStrict(field.type) && isForeign(getNamedType(field.type), schema))
      .map((field) => `${type.name}.${field.name}: ${String(field.type)}`);
  });
}

describe('a place that leads to another subgraph', () => {
  it.each(SUBGRAPH_NAMES)('is nullable in %s, so that its outage takes nothing with it', (name) => {
    expect(strictForeignPlaces(readSubgraphSdl(name))).toEqual([]);
  });

  it('is found, should it be strict: alone, in a list and below an interface', () => {
    const sdl = readSubgraphSdl('casework')
      .replace('to: Unit\n', 'to: Unit!\n')
      .replace('handlingUnits: [Unit]!', 'handlingUnits: [Unit!]!')
      .replace('petition: Petition\n', 'petition: Petition!\n');
    expect(strictForeignPlaces(sdl).sort()).toEqual([
      'Case.handlingUnits: [Unit!]!',
      'Case.petition: Petition!',
      'CustodyEntry.to: Unit!',
    ]);
  });
});
