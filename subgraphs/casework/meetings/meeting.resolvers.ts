import { maySeeInternals } from '../cases/case.access.rules.ts';
import { caseMutation } from '../cases/case-mutation.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseResolvers,
  MeetingResolvers,
  MutationResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import type { MeetingCommands } from './meeting.commands.ts';

export function createMeetingResolvers(commands: MeetingCommands): {
  Case: Pick<CaseResolvers<CaseworkContext>, 'isImportant' | 'importance' | 'meetings'>;
  Meeting: MeetingResolvers<CaseworkContext>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'markImportant' | 'recordMeeting'>;
} {
  return {
    Case: {
      isImportant: ({ importance }) => Boolean(importance),
      importance: ({ importance }, _args, { actor }) =>
        maySeeInternals(actor) ? importance : null,
      meetings: (row, _args, { loaders }) => loaders.records.meetings.load(row.id),
    },
    Meeting: { unit: ({ unitId }) => (unitId ? toUnit(unitId) : null) },
    Mutation: {
      markImportant: caseMutation(commands.markImportant),
      recordMeeting: caseMutation(commands.recordMeeting),
    },
  };
}
