import type { EntityManager } from '@mikro-orm/postgresql';
import { append } from '../../outbox/append.ts';
import { DeliveryError } from '../../outbox/delivery-error.ts';
import type { OutgoingMessage } from '../../outbox/relay.ts';
import type { CaseworkClient } from '../casework-client.ts';
import type { NoticeRow } from './notice.ts';

/** Outbox topic of what casework must learn of notices. */
export const REPORT_TOPIC = 'notice.report';

interface Report {
  petitionId: string;
  kind: string;
  outcome: 'DELIVERED' | 'FAILED';
  at: string;
}

const MUTATION = `mutation ReportNotice($petitionId: ID!, $kind: NoticeKind!, $outcome: NoticeOutcome!, $at: DateTime!) {
  reportNotice(petitionId: $petitionId, kind: $kind, outcome: $outcome, at: $at) { isRecorded }
}`;

/** Leaves word for casework, in the caller's transaction, of what became of a notice. */
export async function appendReport(
  em: EntityManager,
  { petitionId, kind }: Pick<NoticeRow, 'petitionId' | 'kind'>,
  { outcome, at }: { outcome: Report['outcome']; at: Date },
): Promise<void> {
  const payload: Report = { petitionId, kind, outcome, at: at.toISOString() };
  await append(em, [{ topic: REPORT_TOPIC, payload }], at);
}

/** Tells casework whether petitioners were reached, by which its deadlines are met (R75, R76). */
export function createReportNotice(
  casework: CaseworkClient,
): (message: OutgoingMessage, signal: AbortSignal) => Promise<void> {
  return async ({ id, payload }, signal) => {
    const variables = { ...(payload as Report) };
    const requestId = `notice-report-${id}`;
    try {
      await casework.call({ query: MUTATION, variables, requestId, signal });
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.code !== 'NOT_FOUND') throw error;
      // The report has overtaken the letter's registration.
      throw new DeliveryError('NOT_YET_REGISTERED', false, { cause: error });
    }
  };
}
