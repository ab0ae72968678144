import {
  BellFilled,
  ClockCircleFilled,
  FireFilled,
  NotificationFilled,
  WarningFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { AlertLevel } from '../../generated/operations.ts';
import { LEVEL_NAMES } from '../labels.ts';

const ICONS: Readonly<Record<AlertLevel, ReactNode>> = {
  DUE_SOON: <ClockCircleFilled />,
  OVERDUE: <FireFilled />,
  URGED_ONCE: <BellFilled />,
  URGED_TWICE: <WarningFilled />,
  CIRCULATED: <NotificationFilled />,
};

/** A level of alert by colour, sign and word. */
export function LevelTag({ level }: { level: AlertLevel }): ReactNode {
  return (
    <span className={`level level-${level.toLowerCase().replace('_', '-')}`}>
      {ICONS[level]} {LEVEL_NAMES[level]}
    </span>
  );
}
