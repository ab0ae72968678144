import {
  ClockCircleOutlined,
  ExclamationCircleFilled,
  FieldTimeOutlined,
  FireFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { describeDue, type Urgency } from '../due.ts';

const ICONS: Readonly<Record<Urgency, ReactNode>> = {
  OVERDUE: <FireFilled />,
  TODAY: <ExclamationCircleFilled />,
  SOON: <FieldTimeOutlined />,
  CALM: <ClockCircleOutlined />,
};

interface DueTagProps {
  limit: { dueAt: string; dueOn: string; workingDaysLeft: number | null };
  now: number;
}

/** How long is left, said by colour, sign and word alike. */
export function DueTag({ limit, now }: DueTagProps): ReactNode {
  const { urgency, text } = describeDue(limit, now);
  return (
    <span className={`due due-${urgency.toLowerCase()}`} title={`最后期限 ${limit.dueOn}`}>
      {ICONS[urgency]} {text}
    </span>
  );
}
