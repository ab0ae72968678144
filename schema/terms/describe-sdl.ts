import { Kind, parse, type ASTNode, type DocumentNode, type StringValueNode } from 'graphql';
import { FIELD_TERMS } from './fields.ts';
import { LISTED_TERMS, TYPE_TERMS, VALUE_TERMS } from './types.ts';

type Describable = ASTNode & { readonly description?: StringValueNode | undefined };

/** Something in an SDL that has a name, and what it is called by where it has no description. */
interface Named {
  /** `Type`, `Type.field`, `Type.field(argument)` or `Enum.VALUE`. */
  coordinate: string;
  node: Describable;
  term: string | undefined;
}

/**
 * The same SDL, in which what has no description gets that of the interface's field, else the term
 * for its name. Done to what was composed: subgraphs need not agree on what none of them says.
 */
export function describeSdl(sdl: string): string {
  const missing = namedOf(parse(sdl)).filter(({ node }) => !node.description);
  return missing
    .toSorted((one, other) => startOf(other) - startOf(one))
    .reduce((text, named) => withDescription(text, named), sdl);
}

/** Coordinates of all that has no description. */
export function undescribed(sdl: string): string[] {
  return namedOf(parse(sdl))
    .filter(({ node }) => !node.description)
    .map(({ coordinate }) => coordinate);
}

function startOf({ node }: Named): number {
  return node.loc?.start ?? 0;
}

/** On a line of its own where the thing described stands on one, with the same indentation. */
function withDescription(text: string, named: Named): string {
  if (named.term === undefined) return text;
  const start = startOf(named);
  const before = text.slice(0, start);
  const indentation = /(?:^|\n)([ ]*)$/.exec(before)?.[1];
  const between = indentation === undefined ? ' ' : `\n${indentation}`;
  return `${before}${JSON.stringify(named.term)}${between}${text.slice(start)}`;
}

function namedOf(document: DocumentNode): Named[] {
  const inherited = describedByInterfaces(document);
  return document.definitions.flatMap((type): Named[] => {
    if (!('name' in type) || isMachinery(type.name.value)) return [];
    const name = type.name.value;
    const interfaces = 'interfaces' in type ? (type.interfaces ?? []) : [];
    const above = (field: string) =>
      interfaces.map((each) => inherited.get(`${each.name.value}.${field}`)).find(Boolean);
    const values = 'values' in type ? (type.values ?? []) : [];
    const fields = 'fields' in type ? (type.fields ?? []) : [];
    return [
      { coordinate: name, node: type, term: typeTerm(name) },
      ...values.map((node) => {
        const coordinate = `${name}.${node.name.value}`;
        return { coordinate, node, term: valueTerm(name, node.name.value) };
      }),
      ...fields.flatMap((node) => namedOfField(name, node, above(node.name.value))),
    ];
  });
}

type Field = Describable & {
  readonly name: { readonly value: string };
  readonly arguments?: readonly (Describable & { readonly name: { readonly value: string } })[];
};

function namedOfField(type: string, field: Field, inherited: string | undefined): Named[] {
  const name = field.name.value;
  const coordinate = `${type}.${name}`;
  return [
    { coordinate, node: field, term: inherited ?? FIELD_TERMS[coordinate] ?? FIELD_TERMS[name] },
    ...(field.arguments ?? []).map((node) => ({
      coordinate: `${coordinate}(${node.name.value})`,
      node,
      term: FIELD_TERMS[node.name.value],
    })),
  ];
}

function describedByInterfaces(document: DocumentNode): ReadonlyMap<string, string> {
  const described = new Map<string, string>();
  for (const type of document.definitions)
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const { name, description } of type.fields ?? [])
        if (description) described.set(`${type.name.value}.${name.value}`, description.value);
  return described;
}

/** What composition adds for the router. */
function isMachinery(name: string): boolean {
  return /^(join|link|federation|core)__|^(link|inaccessible|tag)$/.test(name);
}

function typeTerm(name: string): string | undefined {
  const [, listed, form] = /^(\w+)(Connection|Edge)$/.exec(name) ?? [];
  const what = listed && LISTED_TERMS[listed];
  if (what) return form === 'Edge' ? `${what}的一行: one row of a page.` : `${what}列表: one page.`;
  if (name.endsWith('Payload')) return 'What the mutation has done. 操作结果';
  return TYPE_TERMS[name];
}

function valueTerm(type: string, value: string): string | undefined {
  if (type !== 'CaseAction') return VALUE_TERMS[`${type}.${value}`];
  const mutation = value
    .toLowerCase()
    .replaceAll(/_(\w)/g, (_all, sign: string) => sign.toUpperCase());
  return `The mutation ${mutation}.`;
}
