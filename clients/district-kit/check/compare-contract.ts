import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';

/** Facts of a schema by their place, such as `Query.districtPetition(id:)` → `ID!`. */
type Facts = Map<string, string>;

/** What stands only in the contract is missing; of these, what stands only in the system is too much. */
const CLOSED = /^(enum|input) /;

/** Says where a system's SDL is not the contract: what is missing, what differs, what is too much. */
export function compareContract(contractSdl: string, servedSdl: string): string[] {
  const contract = factsOf(contractSdl);
  const served = factsOf(servedSdl);
  const missing = [...contract].flatMap(([place, fact]) => {
    const given = served.get(place);
    if (given === undefined) return [`缺少 ${place}`];
    return given === fact ? [] : [`${place} 应为 ${fact}，实为 ${given}`];
  });
  const surplus = [...served.keys()].filter(
    (place) => CLOSED.test(place) && isOfContract(contract, place) && !contract.has(place),
  );
  return [...missing, ...surplus.map((place) => `多出 ${place}`)];
}

/** More values of the contract's own enums and inputs would not be those of the other subgraphs. */
function isOfContract(contract: Facts, place: string): boolean {
  return contract.has(place.split('.', 1)[0] ?? place);
}

function factsOf(sdl: string): Facts {
  const facts: Facts = new Map();
  for (const definition of parse(sdl, { noLocation: true }).definitions)
    addDefinition(facts, definition);
  return facts;
}

function addDefinition(facts: Facts, node: DefinitionNode): void {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      addFields(facts, node.name.value, node.fields ?? [], node.directives ?? []);
      return;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      facts.set(`input ${node.name.value}`, 'input');
      for (const field of node.fields ?? [])
        facts.set(`input ${node.name.value}.${field.name.value}`, typeOf(field));
      return;
    case Kind.ENUM_TYPE_DEFINITION:
      facts.set(`enum ${node.name.value}`, 'enum');
      for (const { name } of node.values ?? [])
        facts.set(`enum ${node.name.value}.${name.value}`, 'value');
      return;
    case Kind.SCALAR_TYPE_DEFINITION:
      facts.set(`scalar ${node.name.value}`, 'scalar');
      return;
    default:
  }
}

function addFields(
  facts: Facts,
  type: string,
  fields: readonly FieldDefinitionNode[],
  directives: readonly DirectiveNode[],
): void {
  for (const directive of directives) facts.set(`${type} ${print(directive)}`, 'directive');
  for (const field of fields) {
    const place = `${type}.${field.name.value}`;
    facts.set(place, print(field.type));
    for (const directive of field.directives ?? [])
      facts.set(`${place} ${print(directive)}`, 'directive');
    for (const argument of field.arguments ?? [])
      facts.set(`${place}(${argument.name.value}:)`, typeOf(argument));
  }
}

function typeOf({ type, defaultValue }: InputValueDefinitionNode): string {
  return `${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ''}`;
}
