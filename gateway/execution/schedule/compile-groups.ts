import type { FetchNode } from '@apollo/query-planner';
import type { Generation } from '../../supergraph/generation.ts';
import { compileBatch, type BatchTexts } from './compile-batch.ts';
import { compileRepresentation, type Represent } from './compile-representation.ts';
import type { PlannedFetch } from './compile-schedule.ts';
import { responseFields, type AddedField } from './response-fields.ts';
import type { IdentityOf } from './seen-entities.ts';

/** Fetches that ask the same of the same kind of entity; they share one list of representations. */
export interface EntityQuestion {
  node: FetchNode;
  represent: Represent;
  identityOf: IdentityOf;
  /** The fields that an answer adds. */
  fields: readonly AddedField[];
  /** Its place among the questions of the group. */
  index: number;
}

/** Fetches to one subgraph that travel as one request. */
export interface FetchGroup {
  id: number;
  service: string;
  fetchIds: readonly number[];
  /** By the id of a fetch; a root fetch has none and stands alone. */
  questions: ReadonlyMap<number, EntityQuestion>;
  /** The text by which several questions are asked at once. */
  batch: BatchTexts;
}

/** As many as one bit mask can name. */
const MAX_QUESTIONS = 30;

/**
 * Fetches that others wait for keep the earliest step at which they can start. One that nobody
 * waits for moves to a later step where its subgraph is asked anyway.
 */
export function compileGroups(
  fetches: readonly PlannedFetch[],
  dependents: readonly (readonly number[])[],
  generation: Generation,
): FetchGroup[] {
  const steps = stepsOf(fetches);
  const groups = new Map<string, PlannedFetch[]>();
  for (const fetch of fetches) {
    const step = isMergeable(fetch.node)
      ? chosenStep(fetch, fetches, dependents, steps)
      : -1 - fetch.id;
    const key = `${step} ${fetch.node.serviceName}`;
    groups.set(key, [...(groups.get(key) ?? []), fetch]);
  }
  const result: FetchGroup[] = [];
  let id = 0;
  for (const members of [...groups.values()].flatMap(inParts)) {
    const group = createGroup(id++, members, generation);
    for (const fetch of members) result[fetch.id] = group;
  }
  return result;
}

function isMergeable(node: FetchNode): boolean {
  return node.requires !== undefined && !node.contextRewrites;
}

function stepsOf(fetches: readonly PlannedFetch[]): number[] {
  const steps: number[] = [];
  // a fetch is numbered after all that it needs
  for (const { id, needs } of fetches)
    steps[id] = needs.reduce((latest, need) => Math.max(latest, (steps[need] ?? 0) + 1), 0);
  return steps;
}

function chosenStep(
  fetch: PlannedFetch,
  fetches: readonly PlannedFetch[],
  dependents: readonly (readonly number[])[],
  steps: readonly number[],
): number {
  const isAwaited = (dependents[fetch.id] ?? []).length > 0;
  if (isAwaited) return steps[fetch.id] ?? 0;
  const { serviceName } = fetch.node;
  const others = fetches.filter(
    ({ node }) => isMergeable(node) && node.serviceName === serviceName,
  );
  return Math.max(...others.map(({ id }) => steps[id] ?? 0));
}

function inParts(members: PlannedFetch[]): PlannedFetch[][] {
  const parts: PlannedFetch[][] = [];
  for (let from = 0; from < members.length; from += MAX_QUESTIONS)
    parts.push(members.slice(from, from + MAX_QUESTIONS));
  return parts;
}

function createGroup(id: number, members: PlannedFetch[], generation: Generation): FetchGroup {
  const byText = new Map<string, EntityQuestion>();
  const questions = new Map<number, EntityQuestion>();
  for (const { id: fetchId, node } of members) {
    if (!node.requires) continue;
    const { operation, requires, inputRewrites, outputRewrites, variableUsages } = node;
    const text = JSON.stringify([
      operation.replace(/^query \w+/, 'query'),
      requires,
      inputRewrites,
      outputRewrites,
      variableUsages,
    ]);
    const question = byText.get(text) ?? {
      node,
      ...compileRepresentation(node, generation),
      fields: responseFields(node),
      index: byText.size,
    };
    byText.set(text, question);
    questions.set(fetchId, question);
  }
  return {
    id,
    service: members[0]?.node.serviceName ?? '',
    fetchIds: members.map((fetch) => fetch.id),
    questions,
    batch: compileBatch([...byText.values()].map(({ node }) => node)),
  };
}
