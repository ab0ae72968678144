import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase } from '../dossier/case-act.ts';
import { checkReceiptNotice } from './receipt.rules.ts';

interface ReceiptNotice {
  caseId: string;
  idempotencyKey?: string | null | undefined;
}

/** R75, R76, art. 23: the petitioner is told that the matter came in; resolves to the case's id. */
export type NotifyReceipt = (actor: Actor, notice: ReceiptNotice) => Promise<string>;

export function createNotifyReceipt(deps: ActDeps): NotifyReceipt {
  return (actor, input) =>
    actOnCase(deps, actor, { act: 'notifyReceipt', input }, async (held) => {
      const caseId = held.row.id;
      for (const { assignmentId = null } of checkReceiptNotice(actor, held.dossier)) {
        const met = { caseId, kinds: ['RECEIPT_NOTICE'], assignmentId, metAt: held.at } as const;
        await deps.deadlines.meetDeadlines(held.em, met);
      }
      held.row.noticeFailedAt = null;
      await held.append('RECEIPT_NOTIFIED');
      return caseId;
    });
}
