import type { ReactNode } from 'react';
import type { WaitingCaseFragment } from '../../generated/operations.ts';

/** Who handles a case, by name. */
export function HandlingUnits({
  units,
}: {
  units: WaitingCaseFragment['handlingUnits'];
}): ReactNode {
  if (units.length === 0) return <span className="muted">尚未分办</span>;
  return units.map((unit) => unit?.name ?? '（单位系统无响应）').join('、');
}
