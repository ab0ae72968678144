import {
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type VariableDefinitionNode,
} from 'graphql';
import { isCondition } from '../../document/collect-fields.ts';

/** By names of variables that only plans in the making know: those of the client's that decide alike. */
export type VariablesOf = ReadonlyMap<string, readonly string[]>;

/** Several conditions of one kind as one, since a selection can have one of each kind. */
export interface Conjunctions {
  /** @param conditions that open ones decide, beginning with what is nearest */
  join: (conditions: readonly DirectiveNode[]) => readonly DirectiveNode[];
  variablesOf: VariablesOf;
  definitions: () => readonly VariableDefinitionNode[];
}

/** For one document, whose own variables have other names. */
export function createConjunctions(document: DocumentNode): Conjunctions {
  const variablesOf = new Map<string, readonly string[]>();
  const nameOf = newNames(document);
  const names = new Map<string, string>();
  const joined = (kind: string, variables: readonly string[]): string => {
    const key = [kind, ...[...variables].sort()].join(' ');
    const name = names.get(key) ?? nameOf(kind);
    names.set(key, name);
    variablesOf.set(name, variables);
    return name;
  };
  return {
    variablesOf,
    definitions: () => [...variablesOf.keys()].map(definitionOf),
    join: (conditions) => {
      const kinds = new Map<string, Set<string>>();
      for (const condition of conditions) {
        const kind = condition.name.value;
        kinds.set(kind, (kinds.get(kind) ?? new Set()).add(variableOf(condition)));
      }
      return [...kinds].map(([kind, all]) => {
        const [first = '', ...others] = all;
        return conditionOn(kind, others.length > 0 ? joined(kind, [...all]) : first);
      });
    },
  };
}

/** A directive by a variable. */
export function conditionOn(kind: string, variable: string): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: nameNode(kind),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('if'), value: variableNode(variable) }],
  };
}

/** The variable by which a condition is decided; empty for a directive that is none. */
export function variableOf(directive: DirectiveNode): string {
  const value = directive.arguments?.[0]?.value;
  const isOpen = isCondition(directive.name.value) && value?.kind === Kind.VARIABLE;
  return isOpen ? value.name.value : '';
}

function newNames(document: DocumentNode): (kind: string) => string {
  const taken = new Set<string>();
  visit(document, { Variable: ({ name }) => void taken.add(name.value) });
  let count = 0;
  return (kind) => {
    for (;;) {
      const name = `${kind}_${count}`;
      count += 1;
      if (!taken.has(name)) return name;
    }
  };
}

function definitionOf(name: string): VariableDefinitionNode {
  const type = { kind: Kind.NAMED_TYPE as const, name: nameNode('Boolean') };
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableNode(name),
    type: { kind: Kind.NON_NULL_TYPE, type },
  };
}

function variableNode(name: string) {
  return { kind: Kind.VARIABLE as const, name: nameNode(name) };
}

function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}
