import type { CaseRow } from '../cases/case.entity.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { isBinding } from './assignment.rules.ts';

/** Who passed a matter to whom; `fromUnit` is null for the petitioner. */
export interface Custody {
  fromUnit: string | null;
  toUnit: string;
  at: Date;
  receivedAt: Date | null;
  isReturn: boolean;
}

/** R29: the way of a matter, in order, objections that sent it back included. */
export function custodyChain(
  row: Pick<CaseRow, 'registeredAt' | 'mailboxUnit'>,
  bureau: string | null,
  assignments: readonly AssignmentRow[],
): Custody[] {
  const owner = row.mailboxUnit ?? bureau;
  const { registeredAt: at } = row;
  const first = owner
    ? [{ fromUnit: null, toUnit: owner, at, receivedAt: at, isReturn: false }]
    : [];
  const passed = assignments.filter(isBinding).flatMap((assignment) => {
    const issuer = assignment.issuedBy ?? bureau ?? assignment.unitId;
    return [
      {
        fromUnit: issuer,
        toUnit: assignment.unitId,
        at: assignment.issuedAt,
        receivedAt: assignment.receivedAt ?? null,
        isReturn: false,
      },
      ...(assignment.returnedAt ? [returned(assignment, issuer, assignment.returnedAt)] : []),
    ];
  });
  return [...first, ...passed.toSorted((one, other) => one.at.getTime() - other.at.getTime())];
}

/** R19, R42: when the unit that answers for the matter took it; the lead where there is one. */
export function landedAt(assignments: readonly AssignmentRow[]): Date | null {
  const binding = assignments.filter((one) => isBinding(one) && one.state !== 'RETURNED');
  const responsible = binding.some(({ isLead }) => isLead)
    ? binding.filter(({ isLead }) => isLead)
    : binding;
  const times = responsible.flatMap(({ receivedAt }) => receivedAt ?? []);
  return times.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

function returned({ unitId }: AssignmentRow, toUnit: string, at: Date): Custody {
  return { fromUnit: unitId, toUnit, at, receivedAt: at, isReturn: true };
}
