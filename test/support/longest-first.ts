import { createRequire } from 'node:module';
import type CommonJs from '@jest/test-sequencer';

const require = createRequire(import.meta.url);
const { default: Sequencer } = require('@jest/test-sequencer') as typeof CommonJs;

type Tests = Parameters<CommonJs.default['sort']>[0];

/** What takes a good part of a minute: begun last, it would run on when all others are done. */
const LONGEST = [
  'subgraphs/casework/actions/available-actions',
  'journeys/',
  'clients/portal/',
  'clients/dashboard/',
  'gateway/supergraph/recomposition',
  'gateway/standalone/standalone',
  'subgraphs/permissions/case-acts',
  'subgraphs/national/interconnect',
];

/** Jest's own order, which knows how long a file took last time or is, after the longest. */
export default class LongestFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ path }: Tests[number]): number {
  const index = LONGEST.findIndex((part) => path.includes(`/test/${part}`));
  return index === -1 ? LONGEST.length : index;
}
