import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnCase, actOnRecord, type HeldCase, type Keyed } from '../dossier/case-act.ts';
import type { SupervisionResultKind } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import type { SupervisionRow } from './supervision.entity.ts';
import {
  checkConsent,
  checkDelivery,
  checkDispute,
  checkOpening,
  checkVisit,
  officersMin,
} from './supervision.rules.ts';

const NAME_MAX_CHARS = 100;

interface OnCase extends Keyed {
  caseId: string;
}

interface OnSupervision extends Keyed {
  supervisionId: string;
}

interface Visit extends OnSupervision {
  officers: readonly string[];
  visitedAt: Date;
  place: string;
  record: string;
}

interface Delivery extends OnSupervision {
  kind: SupervisionResultKind;
  content: string;
}

/** Each resolves to the case's id. */
export interface SupervisionCommands {
  openSupervision: (actor: Actor, input: OnCase & { reason: string }) => Promise<string>;
  disputeSignature: (
    actor: Actor,
    input: OnCase & { document: string; statement: string },
  ) => Promise<string>;
  consentToSupervision: (
    actor: Actor,
    input: OnSupervision & { approvedBy: string },
  ) => Promise<string>;
  recordSiteVisit: (actor: Actor, input: Visit) => Promise<string>;
  deliverSupervision: (actor: Actor, input: Delivery) => Promise<string>;
}

const ON = { name: 'supervisions', argument: 'supervisionId' } as const;

export function createSupervisionCommands(deps: ActDeps): SupervisionCommands {
  return {
    openSupervision: (actor, input) =>
      actOnCase(deps, actor, { act: 'openSupervision', input }, async (held) => {
        checkOpening(actor, held.dossier);
        const kind = actor.role === 'CITY_OFFICE' ? 'JOINT' : 'ORDINARY';
        return open(held, kind, checkText('reason', input.reason, NOTE_MAX_CHARS));
      }),
    disputeSignature: (actor, input) =>
      actOnCase(deps, actor, { act: 'disputeSignature', input }, async (held) => {
        checkDispute(actor, held.dossier);
        const document = checkText('document', input.document, NAME_MAX_CHARS);
        const statement = checkText('statement', input.statement, NOTE_MAX_CHARS);
        await held.append('SIGNATURE_DISPUTED');
        return open(held, 'SIGNATURE_DISPUTE', `${document}: ${statement}`);
      }),
    consentToSupervision: (actor, input) =>
      actOnRecord(deps, actor, { ...ON, act: 'consentToSupervision', input }, async (held, row) => {
        checkConsent(actor, held.dossier, row);
        row.approvedBy = checkText('approvedBy', input.approvedBy, NAME_MAX_CHARS);
        row.consentedAt = held.at;
        await held.append('SUPERVISION_CONSENTED');
        return held.row.id;
      }),
    recordSiteVisit: (actor, input) =>
      actOnRecord(deps, actor, { ...ON, act: 'recordSiteVisit', input }, (held, row) =>
        recordSiteVisit(held, row, input),
      ),
    deliverSupervision: (actor, input) =>
      actOnRecord(deps, actor, { ...ON, act: 'deliverSupervision', input }, (held, row) =>
        deliverSupervision(held, row, input),
      ),
  };
}

async function open(held: HeldCase, kind: SupervisionRow['kind'], reason: string): Promise<string> {
  const { at: openedAt, unitId: openedBy } = held;
  held.add('supervisions', { kind, reason, openedBy, openedAt, officers: [], deliveredTo: [] });
  await held.append('SUPERVISION_OPENED');
  return held.row.id;
}

/** R84: at least two different officers, on site. */
async function recordSiteVisit(
  held: HeldCase,
  supervision: SupervisionRow,
  { officers, visitedAt, place, record }: Visit,
): Promise<string> {
  checkVisit(held.actor, held.dossier, supervision);
  const names = officers.map((name) => checkText('officers', name, NAME_MAX_CHARS));
  const distinct = [...new Set(names)];
  const needed = officersMin(held.dossier);
  if (distinct.length < needed)
    throw badUserInput('officers', `at least ${needed} officers`, String(distinct.length));
  if (visitedAt > held.at)
    throw badUserInput('visitedAt', 'a visit that was made', 'a time to come');
  Object.assign(supervision, {
    officers: distinct,
    visitedAt,
    place: checkText('place', place, NOTE_MAX_CHARS),
    visitRecord: checkText('record', record, NOTE_MAX_CHARS),
  });
  await held.append('SITE_VISITED');
  return held.row.id;
}

/** R85: copies go to every unit with a part and to the petitioner. */
async function deliverSupervision(
  held: HeldCase,
  supervision: SupervisionRow,
  { kind, content }: Delivery,
): Promise<string> {
  checkDelivery(held.actor, held.dossier, supervision);
  const { row, at } = held;
  const owner = row.mailboxUnit ? [row.mailboxUnit] : [];
  Object.assign(supervision, {
    resultKind: kind,
    result: checkText('content', content, NOTE_MAX_CHARS),
    deliveredTo: [...new Set([...owner, ...row.handlingUnits])],
    deliveredAt: at,
  });
  await held.append('SUPERVISION_DELIVERED');
  return row.id;
}
