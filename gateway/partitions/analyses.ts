import { LRUCache } from 'lru-cache';
import type { RoutingRules } from '../../schema/partitions/routing-rules.ts';
import type { Data } from '../execution/merge.ts';
import type { SubgraphRequest } from '../execution/fetch/subgraph-source.ts';
import type { Share } from './distribute.ts';
import { analyseOperation, type Analysis } from './operation-analysis.ts';
import { buildSubOperation, type SubOperation } from './sub-operation.ts';

/** Analyses and sub-operations by operation text, so that each is worked out once. */
export interface Analyses {
  of: (request: Pick<SubgraphRequest, 'query' | 'operationName'>) => Analysis;
  /** The part of a request that one endpoint gets. */
  requestFor: (request: SubgraphRequest, share: Share) => SubgraphRequest;
}

interface Entry {
  analysis: Analysis;
  subOperations: Map<string, SubOperation>;
}

const MAX_TEXTS = 5_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** Of a text with what was found in it, as of a parsed document. */
const BYTES_PER_SIGN = 64;
const BYTES_AT_LEAST = 1_024;
const MAX_SUB_OPERATIONS = 200;

export function createAnalyses(rules: RoutingRules): Analyses {
  const entries = new LRUCache<string, Entry>({
    max: MAX_TEXTS,
    maxSize: MAX_BYTES,
    sizeCalculation: (entry, query) => bytesOf(query, entry),
  });
  const entryOf = ({
    query,
    operationName,
  }: Pick<SubgraphRequest, 'query' | 'operationName'>): Entry => {
    const known = entries.get(query);
    if (known) return known;
    const analysis = analyseOperation(query, operationName, rules);
    const entry: Entry = { analysis, subOperations: new Map() };
    entries.set(query, entry);
    return entry;
  };
  return {
    of: (request) => entryOf(request).analysis,
    requestFor: (request, share) => {
      const entry = entryOf(request);
      const known = entry.subOperations.size;
      const subOperation = subOperationOf(entry, share);
      // weighed anew
      if (entry.subOperations.size !== known) entries.set(request.query, entry);
      return {
        ...request,
        query: subOperation.query,
        variables: variablesOf(request, entry.analysis, subOperation, share),
      };
    },
  };
}

function bytesOf(query: string, { subOperations }: Entry): number {
  const texts = [...subOperations.values()].map((subOperation) => subOperation.query);
  const signs = [query, ...texts].reduce((total, { length }) => total + length, 0);
  return BYTES_AT_LEAST + signs * BYTES_PER_SIGN;
}

function subOperationOf({ analysis, subOperations }: Entry, { parts }: Share): SubOperation {
  const chosen = parts.map(({ field }) => field);
  const name = chosen.join();
  const known = subOperations.get(name);
  if (known) return known;
  const made = buildSubOperation(analysis, chosen);
  if (subOperations.size >= MAX_SUB_OPERATIONS) subOperations.clear();
  subOperations.set(name, made);
  return made;
}

function variablesOf(
  request: SubgraphRequest,
  { fields }: Analysis,
  subOperation: SubOperation,
  share: Share,
): Data {
  const variables: Data = {};
  for (const name of subOperation.variables)
    if (Object.hasOwn(request.variables, name)) variables[name] = request.variables[name];
  for (const { field, items } of share.parts) {
    const meant = fields[field];
    if (meant?.kind === 'entities')
      variables[meant.variable] = items.map(({ representation }) => representation);
  }
  return variables;
}
