import {
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
} from 'graphql';

/** What `@listSize` says of one field. */
interface ListSize {
  assumedSize: number | null;
  slicingArguments: readonly string[];
  /** Empty: the field itself is the list. */
  sizedFields: readonly string[];
}

/** By coordinate: `Type`, `Type.field` (of input objects too) or `Type.field(argument:)`. */
export type Weights = ReadonlyMap<string, number>;

/** What `@cost` and `@listSize` say. */
export interface CostTable {
  weights: Weights;
  /** By `Type.field`. */
  listSizes: ReadonlyMap<string, ListSize>;
}

/** Composition keeps the names or puts that of the specification before them. */
const COST = /^(cost|federation__cost|cost__cost)$/;
const LIST_SIZE = /^(listSize|federation__listSize|cost__listSize)$/;

/** Reads the directives that composition carried into a supergraph. */
export function readCostTable(supergraphSdl: string): CostTable {
  const table = { weights: new Map<string, number>(), listSizes: new Map<string, ListSize>() };
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions)
    readDefinition(definition, table);
  return table;
}

function readDefinition(
  definition: DefinitionNode,
  table: { weights: Map<string, number>; listSizes: Map<string, ListSize> },
): void {
  if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return;
  const type = definition.name.value;
  readWeight(type, definition.directives as readonly ConstDirectiveNode[], table.weights);
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    for (const { name, directives } of definition.fields ?? [])
      readWeight(`${type}.${name.value}`, directives, table.weights);
  if (
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
    definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
  )
    return;
  for (const field of definition.fields ?? []) {
    const place = `${type}.${field.name.value}`;
    readWeight(place, field.directives, table.weights);
    readListSize(place, field, table.listSizes);
    for (const argument of field.arguments ?? [])
      readWeight(`${place}(${argument.name.value}:)`, argument.directives, table.weights);
  }
}

function readWeight(
  place: string,
  directives: readonly ConstDirectiveNode[] | undefined,
  weights: Map<string, number>,
): void {
  const given = directives?.find(({ name }) => COST.test(name.value));
  const weight = given && argumentsOf(given).weight;
  if (weight !== undefined) weights.set(place, Number(weight));
}

function readListSize(
  place: string,
  { directives }: FieldDefinitionNode,
  sizes: Map<string, ListSize>,
): void {
  const given = directives?.find(({ name }) => LIST_SIZE.test(name.value));
  if (!given) return;
  const { assumedSize, slicingArguments, sizedFields } = argumentsOf(given);
  sizes.set(place, {
    assumedSize: typeof assumedSize === 'number' ? assumedSize : null,
    slicingArguments: Array.isArray(slicingArguments) ? slicingArguments.map(String) : [],
    sizedFields: Array.isArray(sizedFields) ? sizedFields.map(String) : [],
  });
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
