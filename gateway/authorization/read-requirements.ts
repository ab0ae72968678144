import {
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
} from 'graphql';
import { POLICY_SCOPE, type Requirement } from './requirement.ts';

/** The requirements that a supergraph states, by type and by field of a type. */
export interface StatedRequirements {
  ofType: (typename: string) => readonly Requirement[];
  ofField: (typename: string, field: string) => readonly Requirement[];
  /** All scopes that are named anywhere: no other scope makes a difference. */
  scopes: readonly string[];
}

type Kinds = ReadonlyMap<string, Requirement['kind']>;

const FEATURES: Kinds = new Map([
  ['authenticated', 'authenticated'],
  ['requiresScopes', 'scopes'],
  ['policy', 'policies'],
]);
const NONE: readonly Requirement[] = [];

/** Null where the supergraph states none. */
export function readRequirements(supergraphSdl: string): StatedRequirements | null {
  const document = parse(supergraphSdl, { noLocation: true });
  const kinds = readDirectiveNames(document);
  const stated = new Map<string, readonly Requirement[]>();
  const state = (place: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const requirements = directives.flatMap((directive) => readRequirement(directive, kinds));
    if (requirements.length > 0) stated.set(place, requirements);
  };
  for (const definition of document.definitions) {
    if (!('directives' in definition) || !('name' in definition)) continue;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const name = definition.name.value;
    state(name, definition.directives as readonly ConstDirectiveNode[]);
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      continue;
    for (const field of definition.fields ?? [])
      state(`${name}.${field.name.value}`, field.directives);
  }
  if (stated.size === 0) return null;
  return {
    ofType: (typename) => stated.get(typename) ?? NONE,
    ofField: (typename, field) => stated.get(`${typename}.${field}`) ?? NONE,
    scopes: [...new Set([...stated.values()].flat().flatMap(namedScopes))].sort(),
  };
}

/** Directives go by the name that @link gives them. */
function readDirectiveNames(document: DocumentNode): Kinds {
  const names = new Map<string, Requirement['kind']>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'link') continue;
      const { url, as } = readArguments(directive);
      const feature = /\/([^/]+)\/v[\d.]+$/.exec(String(url))?.[1] ?? '';
      const kind = FEATURES.get(feature);
      if (kind) names.set(typeof as === 'string' ? as : feature, kind);
    }
  }
  return names;
}

function readRequirement(directive: ConstDirectiveNode, kinds: Kinds): Requirement[] {
  const kind = kinds.get(directive.name.value);
  if (kind === undefined) return [];
  if (kind === 'authenticated') return [{ kind }];
  const given = readArguments(directive);
  const anyOf = (kind === 'scopes' ? given.scopes : given.policies) as string[][];
  return [{ kind, anyOf }];
}

function readArguments(directive: ConstDirectiveNode): Record<string, unknown> {
  const given = directive.arguments ?? [];
  return Object.fromEntries(
    given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

function namedScopes(requirement: Requirement): readonly string[] {
  switch (requirement.kind) {
    case 'authenticated':
      return [];
    case 'scopes':
      return requirement.anyOf.flat();
    case 'policies':
      return requirement.anyOf.flat().map((policy) => POLICY_SCOPE + policy);
  }
}
