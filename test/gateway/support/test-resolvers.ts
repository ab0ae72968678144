import { GraphQLError } from 'graphql';
import type { Actor } from '../../../schema/contract/actor.ts';
import {
  handlingOf,
  letterOf,
  starsOf,
  typenameOfLetter,
  typenameOfUnit,
  unitOf,
  type CaseRow,
} from './test-data.ts';
import type { EventLog, LoggedEvent } from './event-log.ts';
import type { SubgraphName } from './test-graph.ts';

export interface TestContext {
  actor: Actor;
  requestId: string | undefined;
}

// The shapes of resolvers are checked by the queries that run through them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Resolvers = Record<string, Record<string, any>>;

export function createResolvers(rows: CaseRow[], log: EventLog): Record<SubgraphName, Resolvers> {
  return { casework: casework(rows, log), units: units(), letters: letters(), ratings: ratings() };
}

function casework(rows: CaseRow[], log: EventLog): Resolvers {
  const find = (id: string): CaseRow | undefined => rows.find((row) => row.id === id);
  return {
    Query: {
      cases: (_: unknown, { state }: { state?: string }) =>
        rows.filter((row) => state === undefined || row.state === state),
      case: (_: unknown, { id }: { id: string }) => find(id) ?? null,
      whoAmI: (_: unknown, _args: unknown, { actor, requestId }: TestContext) =>
        [actor.role, actor.id, actor.unit ?? '-', requestId].join(' '),
      crash: () => {
        throw new Error('password=hunter2 in /etc/secret');
      },
    },
    Mutation: {
      addNote: async (_: unknown, { caseId, text }: { caseId: string; text: string }) => {
        const row = find(caseId);
        if (!row) throw new GraphQLError('no case', { extensions: { code: 'NOT_FOUND' } });
        const before = row.note ?? '';
        // a second mutation running at the same time would be lost here
        await new Promise((resolve) => setImmediate(resolve));
        row.note = before + text;
        return { ...row };
      },
    },
    Subscription: {
      caseOpened: {
        subscribe: (_: unknown, { after }: { after?: string | null }) => {
          if (after === 'nonsense')
            throw new GraphQLError('bad cursor', { extensions: { code: 'CURSOR_INVALID' } });
          return log.readFrom(after ?? null);
        },
      },
      tick: { subscribe: () => log.readFrom(null), resolve: () => 1 },
    },
    CaseEvent: { case: ({ caseId }: LoggedEvent) => find(caseId) },
    Case: {
      __resolveReference: ({ id }: { id: string }) => find(id) ?? null,
      units: ({ units: ids }: CaseRow) => ids.map((id) => (id === null ? null : { id })),
      unit: ({ unit: id }: CaseRow) => (id === null ? null : { id }),
      letter: ({ letter: id }: CaseRow) => ({ id }),
    },
    Unit: { __resolveType: ({ id }: { id: string }) => typenameOfUnit(id) },
    Letter: { __resolveType: ({ id }: { id: string }) => typenameOfLetter(id) },
    MayorLetter: { handling: ({ id }: { id: string }) => handlingOf(id) },
    DistrictLetter: { handling: ({ id }: { id: string }) => handlingOf(id) },
  };
}

function units(): Resolvers {
  const reference = ({ id }: { id: string }) => unitOf(id);
  return {
    Query: { districts: () => [unitOf('district:1')] },
    District: { __resolveReference: reference },
    Department: { __resolveReference: reference },
  };
}

function ratings(): Resolvers {
  return {
    Query: { best: () => ({ id: 'mayor:1' }) },
    Letter: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      stars: ({ id }: { id: string }) => starsOf(id),
    },
  };
}

function letters(): Resolvers {
  const reference = ({ id, handling }: { id: string; handling?: string[] }) =>
    letterOf(id, handling ?? []);
  return {
    Query: { letter: (_: unknown, { id }: { id: string }) => letterOf(id, handlingOf(id)) },
    Letter: { __resolveReference: reference },
    MayorLetter: { __resolveReference: reference },
    DistrictLetter: { __resolveReference: reference },
  };
}
