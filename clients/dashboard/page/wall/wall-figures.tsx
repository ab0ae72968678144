import type { ReactNode } from 'react';
import type { StatisticsMeasure, StatisticsQuery } from '../../generated/operations.ts';
import { percentText } from '../statistics/figures-table.tsx';

type Figures = StatisticsQuery['statistics'];

const SHOWN: readonly StatisticsMeasure[] = ['RECEIVED', 'ANSWERED', 'OPEN', 'OVERDUE'];

/** The figures that can be read from across a room. */
export function WallFigures({ figures }: { figures: Figures }): ReactNode {
  const counts = figures.figures.filter(({ measure }) => SHOWN.includes(measure));
  const rates = figures.rates.filter(({ rate }) =>
    ['ON_TIME_OF_DUE', 'CONTENT_OF_RATED'].includes(rate),
  );
  return (
    <ul className="wall-figures" aria-label={`${figures.period.label} 统计`}>
      {counts.map(({ measure, name, count }) => (
        <li key={measure} className={`wall-${measure.toLowerCase()}`}>
          <span>{name}</span>
          <strong>{count.toLocaleString('zh-CN')}</strong>
        </li>
      ))}
      {rates.map(({ rate, name, percent }) => (
        <li key={rate}>
          <span>{name}</span>
          <strong>{percentText(percent)}</strong>
        </li>
      ))}
    </ul>
  );
}
