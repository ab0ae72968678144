import { OperationTypeNode } from 'graphql';
import type {
  SubgraphError,
  SubgraphResult,
  SubgraphSource,
} from '../../../../gateway/execution/fetch/subgraph-source.ts';
import { chanceOf } from '../random.ts';

const FORMS = 8;
const NO: SubgraphError = { message: 'no', extensions: { code: 'FORBIDDEN' } };

/** A system that answers GraphQL, but not to what it was asked. */
export function talkingNonsense(source: SubgraphSource, seed: string): SubgraphSource {
  let count = 0;
  return {
    fetch: async (request) => {
      const answer = await source.fetch(request);
      // an event is not taken apart
      if (request.kind === OperationTypeNode.SUBSCRIPTION) return answer;
      count += 1;
      const form = Math.floor(chanceOf(seed, 'nonsense', count) * FORMS);
      return distort(answer, form);
    },
  };
}

function distort({ data, errors }: SubgraphResult, form: number): SubgraphResult {
  const values = (change: (value: unknown) => unknown): SubgraphResult['data'] =>
    Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, change(value)]));
  const keys = Object.keys(data ?? {});
  switch (form) {
    case 0:
      return { data: values((rows) => (Array.isArray(rows) ? rows.slice(1) : rows)), errors };
    case 1:
      return {
        data: values((rows) => (Array.isArray(rows) ? [...(rows as unknown[]), null] : rows)),
        errors,
      };
    case 2:
      return { data: isEntities(data) ? {} : data, errors };
    case 3:
      return { data: values(() => null), errors: keys.length > 0 ? [NO] : [] };
    case 4:
      return { data: null, errors: [{ ...NO, path: ['nonsense', 3] }] };
    case 5:
      return { data: values(() => null), errors: keys.map((key) => ({ ...NO, path: [key, 99] })) };
    case 6:
      return { data: values(() => 'text'), errors };
    default:
      return { data: null, errors: [{ ...NO, path: [keys[0] ?? ''] }] };
  }
}

/** A root field that is not there is one that was skipped. */
function isEntities(data: SubgraphResult['data']): boolean {
  return Object.values(data ?? {}).every((value) => Array.isArray(value));
}
