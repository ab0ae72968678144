import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { Batch } from './batches.ts';
import {
  ImportDepartmentLettersDocument,
  ImportDistrictLettersDocument,
  ImportMayorLettersDocument,
  ImportNationalLettersDocument,
  RegisteredCasesDocument,
  TimelinessDocument,
  TimelinessUnderDocument,
  type OutcomeFragment,
  type TimelinessQuery,
  type TimelinessUnderQuery,
} from './generated/operations.ts';

/** What an import asks of the city's gateway. */
export interface CityApi {
  importLetters(batch: Batch): Promise<OutcomeFragment>;
  /** How many cases casework knows, all channels together. */
  countCases(): Promise<number>;
  timeliness(): Promise<TimelinessQuery['monthlyTimeliness']>;
  timelinessUnder(policy: string, sample: number): Promise<TimelinessUnderQuery['timelinessUnder']>;
}

/** @param token of a city bureau account */
export function createCityApi(gatewayUrl: string, token: string): CityApi {
  const ask = createAsk(gatewayUrl, token);
  return {
    importLetters: (batch) => importLetters(ask, batch),
    countCases: async () => (await ask(RegisteredCasesDocument, {})).cases.totalCount,
    timelinessUnder: async (policy, sample) =>
      (await ask(TimelinessUnderDocument, { policy, sample })).timelinessUnder,
    timeliness: async () => (await ask(TimelinessDocument, {})).monthlyTimeliness,
  };
}

type Ask = <Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

function createAsk(gatewayUrl: string, token: string): Ask {
  return async <Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ) => {
    const response = await fetch(gatewayUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const { data, errors } = (await response.json()) as {
      data?: Result;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    if (data && !errors) return data;
    const reasons = errors?.map(
      ({ message, extensions }) => `${extensions?.code ?? ''} ${message}`,
    );
    throw new Error(
      `the gateway answered ${String(response.status)}: ${reasons?.join('; ') ?? ''}`,
    );
  };
}

async function importLetters(ask: Ask, { mailbox, letters }: Batch): Promise<OutcomeFragment> {
  const [kind, place = ''] = mailbox.split(':');
  switch (kind) {
    case 'mayor':
      return (await ask(ImportMayorLettersDocument, { letters })).result;
    case 'district':
      return (await ask(ImportDistrictLettersDocument, { district: place, letters })).result;
    case 'department':
      return (await ask(ImportDepartmentLettersDocument, { department: place, letters })).result;
    case 'national':
      return (await ask(ImportNationalLettersDocument, { upstreamChannel: place, letters })).result;
    default:
      throw new Error(`expected a mailbox, got "${mailbox}"`);
  }
}
