import type { AssignmentState } from '../../generated/operations.ts';
import { ASSIGNMENT_KINDS, DEADLINES } from '../labels.ts';
import { dayOf } from '../moments.ts';
import type { CaseFile, FileDeadline } from './case-file.ts';
import { choice, type Choice, type FormField, type FormPlace } from './form-field.ts';

/** Which of a case's records an act is about. */
export function assignmentIn(states: readonly AssignmentState[]): FormField {
  return choice('assignmentId', '分办', ({ file, city }) => {
    const possible = file.assignments.filter(({ state }) => states.includes(state));
    const own = possible.filter(({ unit }) => unit?.id === city.ownUnit);
    return (own.length > 0 ? own : possible).map(toChoice);
  });
}

export function objectedAssignment(): FormField {
  return choice('assignmentId', '异议', ({ file }) =>
    file.assignments
      .filter(({ objection }) => objection?.outcome === 'PENDING')
      .map((each) => ({
        ...toChoice(each),
        label: `${toChoice(each).label}：${each.objection?.reason ?? ''}`,
      })),
  );
}

function toChoice(assignment: CaseFile['assignments'][number]): Choice {
  const { id, unit, __typename: kind, issuedAt } = assignment;
  const day = dayOf(Date.parse(issuedAt));
  return { value: id, label: `${unit?.name ?? '未知单位'}（${ASSIGNMENT_KINDS[kind]}，${day}）` };
}

export function deadlineWhere(
  isMeant: (deadline: FileDeadline, file: CaseFile) => boolean,
): FormField {
  return choice('deadlineId', '期限', ({ file }) =>
    file.deadlines
      .filter((deadline) => isMeant(deadline, file))
      .map(({ id, kind, unit, dueOn }) => ({
        value: id,
        label: `${DEADLINES[kind]} · ${unit?.name ?? '市信访局'} · ${dueOn} 到期`,
      })),
  );
}

type Listed = 'claims' | 'supervisions' | 'appeals' | 'commitments' | 'replies';

export function recordOf<Name extends Listed>(
  name: string,
  label: string,
  list: Name,
  toLabel: (record: CaseFile[Name][number]) => string,
): FormField {
  return choice(name, label, ({ file }: FormPlace) => {
    const records: readonly CaseFile[Name][number][] = file[list];
    return records.map((record) => ({ value: record.id, label: toLabel(record) }));
  });
}
