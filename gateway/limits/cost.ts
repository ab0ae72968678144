import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsCost, variableNames } from './input-cost.ts';
import type { CostTable } from './list-sizes.ts';
import { fragmentsOf } from './measure.ts';
import { valueAt, type Read } from './variable-readings.ts';

export interface CostRequest {
  schema: GraphQLSchema;
  table: CostTable;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  read: Read;
}

/** Where the schema says nothing, these arguments cut lists. */
const USUAL_SLICES = ['first', 'last', 'limit'];
const MUTATION_COST = 10;

/** The list that an outer field's arguments cut, such as `edges` of a page. */
interface Sized {
  size: number;
  /** Null: every list. */
  fields: readonly string[] | null;
}

/**
 * Objects count 1, scalars 0, mutations 10 more; `@cost` changes that. A list counts as often as
 * `@listSize`, a slicing argument or the configuration says. What is given to
 * arguments counts beside it, see input-cost.ts. What fragments on different types select is added
 * up, so the estimate errs upward.
 * @param listSize how long a list is taken to be where nothing says
 */
export function estimateCost(listSize: number, request: CostRequest): number {
  const { schema, table, document, operation } = request;
  const fragments = fragmentsOf(document);
  const names = variableNames(operation);
  const ofSelections = (
    set: SelectionSetNode,
    type: GraphQLNamedType,
    sized: Sized | null,
  ): number =>
    set.selections.reduce((cost, selection) => {
      if (selection.kind === Kind.FIELD) return cost + ofField(selection, type, sized);
      const part =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!part) return cost;
      const condition = part.typeCondition && schema.getType(part.typeCondition.name.value);
      return cost + ofSelections(part.selectionSet, condition ?? type, sized);
    }, 0);
  const ofField = (node: FieldNode, parent: GraphQLNamedType, sized: Sized | null): number => {
    const field = fieldOf(parent, node.name.value);
    if (!field) return 0;
    const place = `${parent.name}.${field.name}`;
    const slice = sliceOf(place, node, field, request);
    const isList = isListType(getNullableType(field.type));
    const count = isList ? (cutBy(sized, field.name) ?? slice?.own ?? listSize) : 1;
    const below = node.selectionSet
      ? ofSelections(
          node.selectionSet,
          getNamedType(field.type),
          isList ? null : (slice?.below ?? null),
        )
      : 0;
    const given = argumentsCost({ place, node, field, names }, table.weights, request.read);
    return given + count * (ownCost(place, field, table) + below);
  };
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const base = operation.operation === OperationTypeNode.MUTATION ? MUTATION_COST : 0;
  return base + ofSelections(operation.selectionSet, root, null);
}

function fieldOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | null {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return null;
  return parent.getFields()[name] ?? null;
}

function ownCost(place: string, field: GraphQLField<unknown, unknown>, table: CostTable): number {
  const type = getNamedType(field.type);
  const usual = isCompositeType(type) ? 1 : 0;
  return table.weights.get(place) ?? table.weights.get(type.name) ?? usual;
}

function cutBy(sized: Sized | null, field: string): number | null {
  return sized && (sized.fields?.includes(field) ?? true) ? sized.size : null;
}

/** What the field says of the length of its own list, or of those right below it. */
function sliceOf(
  place: string,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  request: CostRequest,
): { own: number | null; below: Sized | null } | null {
  const said = request.table.listSizes.get(place);
  const slices = said ? said.slicingArguments : USUAL_SLICES;
  const given = field.args
    .filter(({ name }) => slices.includes(name))
    .flatMap((argument) => argumentSize(place, argument, node, request) ?? []);
  const size = given.length > 0 ? Math.max(...given) : (said?.assumedSize ?? null);
  if (size === null) return null;
  const fields = said && said.sizedFields.length > 0 ? said.sizedFields : null;
  return { own: size, below: { size, fields } };
}

function argumentSize(
  place: string,
  argument: GraphQLArgument,
  node: FieldNode,
  { read }: CostRequest,
): number | null {
  const value = node.arguments?.find((given) => given.name.value === argument.name)?.value;
  if (!value) return asSize(argument.defaultValue);
  if (value.kind !== Kind.VARIABLE) return asSize(valueFromASTUntyped(value));
  const variable = value.name.value;
  return read(`size of ${place}(${argument.name}:) $${variable}`, (variables) =>
    asSize(valueAt(argument, variable, variables)),
  );
}

function asSize(value: unknown): number | null {
  return typeof value === 'number' ? Math.max(0, value) : null;
}
