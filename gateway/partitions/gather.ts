import type { Data } from '../execution/merge.ts';
import type { SubgraphError, SubgraphResult } from '../execution/subgraph-source.ts';
import type { Distribution, Part, Share } from './distribute.ts';
import { representationsOf, type Item } from './items.ts';
import type { Analysis } from './operation-analysis.ts';
import { partitionUnavailable } from './partition-errors.ts';

type Path = readonly (string | number)[];

export interface Answer {
  share: Share;
  result: SubgraphResult;
}

/** One answer out of those of all endpoints, each value and each error at its own place. */
export function gather(
  analysis: Analysis,
  variables: Data,
  { lost }: Distribution,
  answers: readonly Answer[],
): SubgraphResult {
  const data: Data = {};
  const errors: SubgraphError[] = [...lost];
  for (const field of analysis.fields)
    data[field.key] =
      field.kind === 'entities' ? representationsOf(field, variables).map(() => null) : null;
  for (const answer of answers) {
    for (const part of answer.share.parts) {
      const key = analysis.fields[part.field]?.key ?? '';
      if (answer.result.data) place(data, key, part, answer, errors);
      else errors.push(...absences(key, part, answer));
    }
    if (answer.result.data) errors.push(...remapped(analysis, answer));
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
  } else if (!Array.isArray(value) || value.length !== part.items.length)
    errors.push(...absences(key, part, { ...answer, result: { data: null, errors: [] } }));
  else
    for (const [local, { index }] of part.items.entries())
      rows[index ?? local] = value[local] as unknown;
}

/** One error for each thing an endpoint did not give: its own words where it has any. */
function absences(key: string, part: Part, { share, result }: Answer): SubgraphError[] {
  return part.items.flatMap((item, local) => {
    const told = result.errors.filter(({ path }) => isAt(path, key, item, local));
    if (told.length > 0) return told.map((error) => moved(error, part));
    return [absence(pathOf(key, item), item, share, result)];
  });
}

function absence(
  path: Path,
  { partition }: Item,
  { isCity }: Share,
  { failure, errors }: SubgraphResult,
): SubgraphError {
  const [first] = errors;
  // a district's system that refuses the gateway as such is away, whatever it calls that
  const isAway = failure !== undefined || (!isCity && first?.path === undefined);
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
function remapped(analysis: Analysis, { share, result }: Answer): SubgraphError[] {
  if (result.errors.length === 0) return [];
  const parts = new Map(share.parts.map((part) => [analysis.fields[part.field]?.key, part]));
  return result.errors.map((error) => {
    const part = parts.get(String(error.path?.[0]));
    return part ? moved(error, part) : error;
  });
}

function moved(error: SubgraphError, part: Part): SubgraphError {
  const [key, local, ...rest] = error.path ?? [];
  const index = typeof local === 'number' ? part.items[local]?.index : null;
  if (key === undefined || index === null || index === undefined) return error;
  return { ...error, path: [key, index, ...rest] };
}
