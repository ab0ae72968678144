import { maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  MutationResolvers,
  SupervisionResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { CirculateSupervision } from './circulate.commands.ts';
import type { SupervisionCommands } from './supervision.commands.ts';
import type { SupervisionRow } from './supervision.entity.ts';

/** The petitioner gets the result (R85) and nothing of how it came about. */
export function createSupervisionResolvers(
  commands: SupervisionCommands,
  circulateSupervision: CirculateSupervision,
): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'supervisions'>;
  Supervision: SupervisionResolvers<CaseworkContext>;
  Mutation: Pick<
    MutationResolvers<CaseworkContext>,
    | 'openSupervision'
    | 'disputeSignature'
    | 'consentToSupervision'
    | 'recordSiteVisit'
    | 'deliverSupervision'
    | 'circulateSupervision'
  >;
} {
  return {
    Case: {
      supervisions: (row, _args, { loaders }) => loaders.records.supervisions.load(row.id),
    },
    Supervision: {
      reason: internal(({ reason }) => reason),
      approvedBy: internal(({ approvedBy }) => approvedBy),
      officers: (row, _args, { actor }) => (maySeeInternals(actor) ? row.officers : []),
      place: internal(({ place }) => place),
      visitRecord: internal(({ visitRecord }) => visitRecord),
      deliveredTo: (row) => row.deliveredTo.map(toUnit),
    },
    Mutation: {
      openSupervision: caseMutation(commands.openSupervision),
      disputeSignature: caseMutation(commands.disputeSignature),
      consentToSupervision: caseMutation(commands.consentToSupervision),
      recordSiteVisit: caseMutation(commands.recordSiteVisit),
      deliverSupervision: caseMutation(commands.deliverSupervision),
      circulateSupervision: caseMutation(circulateSupervision),
    },
  };
}

function internal(read: (row: SupervisionRow) => string | null | undefined) {
  return (row: SupervisionRow, _args: unknown, { actor }: CaseworkContext) =>
    maySeeInternals(actor) ? (read(row) ?? null) : null;
}
