import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { oracleGraph } from './oracle-graph.ts';
import { expectNoDifference } from './rules.ts';
import { runTrial } from './trial.ts';

const WORLDS = ['1', '2', '3', '4'];

describe('@requires of what requires again, by turns in several subgraphs', () => {
  it('40 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('wages', 40));

  it.each([
    ['where another key is found on the way', '{ letters { author { share title } } }'],
    ['where it is provided', '{ heroes { medal } feast { host { medal title } } }'],
    [
      'where the later plan begins with another key',
      '{ letters { author { title } } team { fame score } }',
    ],
    [
      'below an object that was lost before',
      '{ best { reader: author { boss { wageText } medal } } }',
    ],
    ['under a name of the protocol', '{ offices { staff { title } } heroes { _entities: bonus } }'],
    ['of a mutation', 'mutation { rate(id: "1") { by { rank title } of { hours title } } }'],
    [
      'of a mutation that provides some of it',
      'mutation { award(id: "1") { others { title bonus } } }',
    ],
    ['of an event', 'subscription { assessed { reader { tip } } }'],
    [
      'of an event that provides some of it',
      'subscription { rated { by { bonus } of { bonus title } } }',
    ],
    [
      'beside what a condition leaves out',
      'query ($yes: Boolean!) { marks { others { honour @skip(if: $yes) medal } } }',
    ],
    [
      'beside what a condition leaves out of an event',
      'subscription ($yes: Boolean!) { rated { others { honour @skip(if: $yes) medal } } }',
    ],
    [
      'twice, once under a condition',
      'query ($yes: Boolean!) { letters { author { share again: share @skip(if: $yes) } } }',
    ],
  ])('is made from what was gathered or tells its error: %s', async (_where, query) => {
    const document = parse(query, { noLocation: true });
    const kind = getOperationAST(document)!.operation;
    for (const faults of ['none', 'requests', 'entities'] as const)
      for (const seed of WORLDS) {
        const variables = { yes: true };
        const trial = { graph: oracleGraph('wages'), document, variables, kind, faults, seed };
        expect(await runTrial(trial)).toBeNull();
      }
  });
});
