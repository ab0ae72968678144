import type { ActName } from '../casework/support/acts.ts';
import { GUANGAN, HOUSING, TRANSPORT } from '../casework/support/actors.ts';
import type { Who } from './verdicts.ts';

type Step = readonly [who: Who, act: ActName, changes?: Record<string, unknown>];

/** An act in a case where nothing but the role may stand against it. */
export interface ActRow {
  /** What was done before, each by whoever may. */
  before: readonly Step[];
  /** By person, in the order of WHO. */
  verdicts: string;
  /** Of the case; otherwise Guang'an's own. */
  policy?: string;
  /** Whose mailbox the letter came to; the mayor's by default. */
  place?: string;
  letter?: Record<string, unknown>;
  /** Arguments of the act itself. */
  changes?: Record<string, unknown>;
  /** Which of its deadlines it is about. */
  deadline?: string;
}

/** Housing has the case as a referral: it is the unit with a part, transport and 广安区 have none. */
const HELD: readonly Step[] = [
  ['bureau', 'acceptCase'],
  ['bureau', 'issueReferral', { unit: HOUSING }],
  ['housing', 'receiveAssignment'],
];
const MANDATED: readonly Step[] = [
  ['bureau', 'acceptCase'],
  ['bureau', 'issueMandate', { unit: HOUSING }],
  ['housing', 'receiveAssignment'],
];
const ANSWERED: readonly Step[] = [...HELD, ['housing', 'replyToPetitioner']];
const OBJECTED: readonly Step[] = [...HELD, ['housing', 'objectToAssignment']];
const SUPERVISED: readonly Step[] = [...HELD, ['bureau', 'openSupervision']];
const CONSENTED: readonly Step[] = [...SUPERVISED, ['bureau', 'consentToSupervision']];
const VISITED: readonly Step[] = [...CONSENTED, ['bureau', 'recordSiteVisit']];
const DELIVERED: readonly Step[] = [...VISITED, ['bureau', 'deliverSupervision']];
const CONCLUDED: readonly Step[] = [...ANSWERED, ['bureau', 'concludeCase']];
const APPEALED: readonly Step[] = [...ANSWERED, ['li', 'requestAppeal']];

/** 广安区 never answered a letter of 2011 to its own mailbox; the rest of the city has no part in it. */
const OVERDUE = {
  place: GUANGAN,
  letter: { submittedAt: '2011-06-01T09:00:00+08:00', history: {} },
  deadline: 'HANDLING',
};

/** Only whoever answers for the case; whoever works on it; the petitioner alone. */
const BUREAU = 'UFNDFNFNN';
const WORKERS = 'UFNDFNDNN';
const HANDLER = 'UFNFFNDNN';
const PETITIONER = 'UDNFFNFNN';

/** R65, R67, R68, R96: every act on a case, by everybody. */
export const CASE_ACTS: Record<ActName, ActRow> = {
  acceptCase: { before: [], verdicts: 'UFNDFNNNN' },
  declineCase: { before: [], verdicts: 'UFNDFNNNN' },
  issueReferral: { before: HELD, verdicts: BUREAU, changes: { unit: TRANSPORT } },
  issueMandate: { before: HELD, verdicts: BUREAU, changes: { unit: TRANSPORT } },
  issueForReference: { before: HELD, verdicts: BUREAU, changes: { unit: TRANSPORT } },
  receiveAssignment: { before: HELD.slice(0, 2), verdicts: HANDLER },
  giveFeedback: { before: MANDATED, verdicts: HANDLER },
  objectToAssignment: { before: HELD, verdicts: HANDLER },
  decideObjection: { before: OBJECTED, verdicts: BUREAU },
  settleJurisdiction: { before: OBJECTED, verdicts: BUREAU, changes: { unit: TRANSPORT } },
  // The bureau waits for the handler's answer (R62).
  replyToPetitioner: { before: HELD, verdicts: 'UFNIFNDNN' },
  // A handler has to tell of its own part alone, and only by today's law (art. 23).
  notifyReceipt: {
    before: HELD,
    verdicts: 'UFNDFNINN',
    policy: 'hangzhou-2016',
    letter: { channel: 'EMAIL' },
  },
  extendDeadline: { before: HELD, verdicts: BUREAU, deadline: 'HANDLING' },
  addClaim: { before: HELD, verdicts: BUREAU },
  recordClaimOutcome: { before: [...HELD, ['bureau', 'addClaim']], verdicts: WORKERS },
  markImportant: { before: HELD, verdicts: BUREAU },
  recordMeeting: { before: HELD, verdicts: WORKERS },
  reviewFirst: { before: ANSWERED, verdicts: WORKERS },
  reviewSecond: { before: [...ANSWERED, ['housing', 'reviewFirst']], verdicts: BUREAU },
  publishReply: {
    before: [...HELD, ['housing', 'replyToPetitioner', { visibility: 'PRIVATE' }]],
    verdicts: BUREAU,
  },
  recordContact: { before: ANSWERED, verdicts: WORKERS },
  classifyCase: { before: HELD, verdicts: BUREAU },
  linkRepeat: { before: HELD, verdicts: BUREAU },
  unlinkRepeat: { before: [...HELD, ['bureau', 'linkRepeat']], verdicts: BUREAU },
  // No appeal is to come by this policy, so nothing holds the archive up.
  archiveCase: { before: CONCLUDED, verdicts: BUREAU, policy: 'wuxi-2010' },
  openSupervision: { before: HELD, verdicts: 'UFNDDNFNN' },
  disputeSignature: { before: ANSWERED, verdicts: PETITIONER },
  consentToSupervision: { before: SUPERVISED, verdicts: BUREAU },
  recordSiteVisit: { before: CONSENTED, verdicts: BUREAU },
  deliverSupervision: { before: VISITED, verdicts: BUREAU },
  circulateSupervision: { before: DELIVERED, verdicts: BUREAU },
  urge: { ...OVERDUE, before: [], verdicts: 'UFNDFFNNN' },
  issueCircular: {
    ...OVERDUE,
    before: [
      ['bureau', 'urge'],
      ['bureau', 'urge'],
    ],
    verdicts: 'UFNDFFNNN',
  },
  giveLateExplanation: { ...OVERDUE, before: [], verdicts: 'UFNFFDNNN' },
  rateCase: { before: ANSWERED, verdicts: PETITIONER },
  requestAppeal: { before: ANSWERED, verdicts: PETITIONER, policy: 'national-2022' },
  decideAppeal: { before: APPEALED, verdicts: BUREAU, policy: 'national-2022' },
  recordHearing: { before: APPEALED, verdicts: BUREAU, policy: 'national-2022' },
  recordCommitment: { before: HELD, verdicts: WORKERS },
  followUpCommitment: { before: [...HELD, ['bureau', 'recordCommitment']], verdicts: BUREAU },
  recordExample: { before: CONCLUDED, verdicts: BUREAU },
  showcaseExample: { before: [...CONCLUDED, ['bureau', 'recordExample']], verdicts: BUREAU },
  concludeCase: { before: ANSWERED, verdicts: BUREAU },
};
