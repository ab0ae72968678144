import type { Data } from '../execution/merge.ts';
import type { SubgraphError, SubgraphResult } from '../execution/fetch/subgraph-source.ts';
import { isPlaced, isRefusal, keyOf, type Answer } from './answer.ts';
import type { Distribution, Part, Share } from './distribute.ts';
import { representationsOf, type Item } from './items.ts';
import type { Analysis } from './operation-analysis.ts';
import { partitionUnavailable } from './partition-errors.ts';

type Path = readonly (string | number)[];

/** One answer out of those of all endpoints, each value and each error at its own place. */
export function gather(
  analysis: Analysis,
  variables: Data,
  { lost, leftOut }: Distribution,
  answers: readonly Answer[],
): SubgraphResult {
  const data: Data = {};
  const errors: SubgraphError[] = [...lost];
  for (const [index, field] of analysis.fields.entries())
    if (!leftOut.has(index))
      data[field.key] =
        field.kind === 'entities' ? representationsOf(field, variables).map(() => null) : null;
  for (const answer of answers) {
    for (const part of answer.share.parts) {
      const key = keyOf(analysis, part);
      if (answer.result.data) place(data, key, part, answer, errors);
      else errors.push(...absences(key, part, answer));
    }
    if (answer.result.data) errors.push(...errorsBeside(analysis, answer));
  }
  return { data, errors };
}

function place(data: Data, key: string, part: Part, answer: Answer, errors: SubgraphError[]): void {
  const value = answer.result.data?.[key];
  const rows = data[key];
  if (!Array.isArray(rows) || part.items.every(({ index }) => index === null)) {
    // absent under @skip and @include
    if (value === undefined) Reflect.deleteProperty(data, key);
    else data[key] = value;
    return;
  }
  const told = rowsOf(value, part);
  if (told)
    for (const [local, { index }] of part.items.entries()) rows[index ?? local] = told[local];
  else if (!isRefusal(answer))
    errors.push(...absences(key, part, { ...answer, result: { data: null, errors: [] } }));
}

/** One error for each thing an endpoint did not give: its own words where it has any. */
function absences(key: string, part: Part, answer: Answer): SubgraphError[] {
  return part.items.flatMap((item, local) => {
    const told = answer.result.errors.filter(({ path }) => isAt(path, key, item, local));
    if (told.length > 0) return told.map((error) => moved(error, part));
    return [absence(pathOf(key, item), item, answer)];
  });
}

function absence(path: Path, { partition }: Item, answer: Answer): SubgraphError {
  const { share, result } = answer;
  const { failure, errors } = result;
  const [first] = errors;
  const isAway = failure !== undefined || isRefusal(answer) || (!share.isCity && !first);
  if (partition !== null && isAway)
    return partitionUnavailable(partition, failure ?? 'BAD_RESPONSE', path);
  return { ...(first ?? { message: 'no answer and no error' }), path };
}

function isAt(path: Path | undefined, key: string, item: Item, local: number): boolean {
  return path?.[0] === key && (item.index === null || path[1] === local);
}

function pathOf(key: string, { index }: Item): Path {
  return index === null ? [key] : [key, index];
}

/** The endpoint counts representations from 0, whichever of them it was sent. */
function errorsBeside(analysis: Analysis, answer: Answer): SubgraphError[] {
  const { share, result } = answer;
  if (result.errors.length === 0) return [];
  const parts = new Map(share.parts.map((part) => [keyOf(analysis, part), part]));
  const moving = result.errors.map((error) => {
    const part = parts.get(String(error.path?.[0]));
    return part ? moved(error, part) : error;
  });
  if (!isRefusal(answer)) return moving;
  const refused = [...parts].flatMap(([key, part]) => refusals(key, part, answer));
  return [...moving.filter(isPlaced), ...(refused.length > 0 ? refused : [placeless(share)])];
}

/** What is refused as a whole, though beside data, is the reason of each null that has no other. */
function refusals(key: string, part: Part, answer: Answer): SubgraphError[] {
  const { result } = answer;
  const value = result.data?.[key];
  const rows = rowsOf(value, part);
  return part.items
    .filter((item, local) => (item.index === null ? value === null : !rows?.[local]))
    .filter((item, local) => !result.errors.some(({ path }) => isAt(path, key, item, local)))
    .map((item) => absence(pathOf(key, item), item, answer));
}

/** Nothing is null, or only within a row, where nobody knows which of the nulls it explains. */
function placeless({ parts }: Share): SubgraphError {
  const partition = parts.flatMap(({ items }) => items)[0]?.partition ?? '';
  const { path: _nowhere, ...error } = partitionUnavailable(partition, 'BAD_RESPONSE', []);
  return error;
}

/** Null for anything but one row for each representation. */
function rowsOf(value: unknown, { items }: Part): readonly unknown[] | null {
  return Array.isArray(value) && value.length === items.length ? value : null;
}

function moved(error: SubgraphError, part: Part): SubgraphError {
  const [key, local, ...rest] = error.path ?? [];
  const index = typeof local === 'number' ? part.items[local]?.index : null;
  if (key === undefined || index === null || index === undefined) return error;
  return { ...error, path: [key, index, ...rest] };
}
