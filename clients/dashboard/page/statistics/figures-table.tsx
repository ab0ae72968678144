import Table, { type ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import type { RowFragment, StatisticsMeasure } from '../../generated/operations.ts';
import { Place } from '../frame/place.tsx';
import { countOf, percentOf } from './chart-options.ts';

const MEASURES: [StatisticsMeasure, string][] = [
  ['RECEIVED', '收到'],
  ['ANSWERED', '已答复'],
  ['ON_TIME', '按期'],
  ['LATE', '逾期'],
  ['OPEN', '在办'],
  ['OVERDUE', '超期未答复'],
];

/** The figures beside a chart; each leads to its cases. */
export function FiguresTable({
  rows,
  keyName,
}: {
  rows: readonly RowFragment[];
  keyName: string;
}): ReactNode {
  return (
    <Table<RowFragment>
      size="small"
      rowKey={({ key }) => key ?? ''}
      columns={columnsOf(keyName)}
      dataSource={rows}
      pagination={rows.length > 12 ? { pageSize: 12, size: 'small' } : false}
      locale={{ emptyText: '本期没有数据' }}
    />
  );
}

function columnsOf(keyName: string): ColumnsType<RowFragment> {
  return [
    { title: keyName, render: (_value, { label }) => label },
    ...MEASURES.map(([measure, name]) => ({
      title: name,
      align: 'right' as const,
      sorter: (a: RowFragment, b: RowFragment) => countOf(a, measure) - countOf(b, measure),
      render: (_value: unknown, row: RowFragment) => (
        <Count row={row} measure={measure} name={name} />
      ),
    })),
    {
      title: '按期率',
      align: 'right',
      sorter: (a, b) =>
        (percentOf(a, 'ON_TIME_OF_DUE') ?? -1) - (percentOf(b, 'ON_TIME_OF_DUE') ?? -1),
      render: (_value, row) => <Share percent={percentOf(row, 'ON_TIME_OF_DUE')} />,
    },
    {
      title: '满意率',
      align: 'right',
      render: (_value, row) => <Share percent={percentOf(row, 'CONTENT_OF_RATED')} />,
    },
  ];
}

function Count({
  row,
  measure,
  name,
}: {
  row: RowFragment;
  measure: StatisticsMeasure;
  name: string;
}): ReactNode {
  const figure = row.figures.find((each) => each.measure === measure);
  if (!figure || figure.count === 0) return <span className="muted">0</span>;
  return <Place to={casesOf(figure.selector, `${row.label} ${name}`)}>{figure.count}</Place>;
}

/** A percentage with a bar that shows it; drawn, since the page allows no inline style. */
function Share({ percent }: { percent: number | null }): ReactNode {
  return (
    <span className="share">
      {percentText(percent)}
      {percent !== null && (
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="4" />
          <rect className="share-part" width={percent} height="4" />
        </svg>
      )}
    </span>
  );
}

/** Where the cases behind a figure are listed. */
export function casesOf(selector: string, name: string): string {
  return `/worklist?${new URLSearchParams({ selector, name }).toString()}`;
}

/** Nothing to divide by is not 0 %. */
export function percentText(percent: number | null): string {
  return percent === null ? '—' : `${percent}%`;
}
