import { ACTS, type ActName } from '../../subgraphs/casework/support/acts.ts';
import { createCaller, type Caller } from './caller.ts';
import { eventually } from './eventually.ts';

/** Somebody at the gateway who acts on cases. */
export interface Officer extends Caller {
  /** Does one act and resolves to its payload. @throws Error where it is refused */
  does: (act: ActName, variables: Record<string, unknown>) => Promise<any>;
  /** Tries one act that must be refused; resolves to code and message in one line. */
  isRefused: (act: ActName, variables: Record<string, unknown>) => Promise<string>;
  /** Fields of one case; null where the officer has no part in it. */
  reads: (caseId: string, fields: string) => Promise<any>;
  /** Waits until the letter of a query code is registered; the case's id. */
  findsCase: (queryCode: string) => Promise<string>;
}

/** @param onAnswer hears every answer as it came */
export function createOfficer(
  url: string,
  token: string | null,
  onAnswer?: (answer: Awaited<ReturnType<Caller['send']>>) => void,
): Officer {
  const caller = createCaller(url, token, onAnswer);
  return {
    ...caller,
    does: async (act, variables) => (await caller.ask(ACTS[act], variables)).act,
    isRefused: async (act, variables) => {
      const { message, extensions } = await caller.refusal(ACTS[act], variables);
      return `${extensions.code} ${message}`;
    },
    reads: async (id, fields) =>
      (await caller.ask(`query ($id: ID!) { case(id: $id) { ${fields} } }`, { id })).case,
    findsCase: async (queryCode) => {
      const number = await registrationNumber(caller, queryCode);
      const { cases } = await caller.ask(
        `query ($number: String!) {
          cases(filter: { registrationNumber: $number }) { edges { node { id } } }
        }`,
        { number },
      );
      return cases.edges[0].node.id;
    },
  };
}

function registrationNumber(caller: Caller, queryCode: string): Promise<string> {
  const query = 'query ($code: String!) { caseStatus(queryCode: $code) { registrationNumber } }';
  return eventually(async () => {
    const { caseStatus } = await caller.ask(query, { code: queryCode });
    return caseStatus?.registrationNumber as string | undefined;
  });
}

/** What a case owes by when, by kind of limit. */
export const DEADLINES = 'deadlines { id kind rule dueOn metAt isOverdue explanation unit { id } }';

/** One of the deadlines that were read. @throws Error where there is none of the kind */
export function deadlineOf({ deadlines }: { deadlines: any[] }, kind: string, unit?: string): any {
  const found = deadlines.find(
    (each) => each.kind === kind && (unit === undefined || each.unit?.id === unit),
  );
  if (found) return found;
  throw new Error(`expected a deadline ${kind}, got ${JSON.stringify(deadlines)}`);
}
