import { ReloadOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Segmented from 'antd/es/segmented';
import Table, { type ColumnsType, type TableRef } from 'antd/es/table';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { CaseFilter, CaseState, WorklistCaseFragment } from '../../generated/operations.ts';
import { nextLimit } from '../due.ts';
import { unitOptions, useCity, useConnection, useNow } from '../frame/city.ts';
import { CaseTitle } from '../frame/case-title.tsx';
import { DueTag } from '../frame/due-tag.tsx';
import { FilterSelect } from '../frame/filter-select.tsx';
import { HandlingUnits } from '../frame/handling-units.tsx';
import { ErrorAlert } from '../frame/error-alert.tsx';
import { CASE_COLUMN, useRowColumns } from '../frame/row-columns.tsx';
import { useRowKeys } from '../frame/row-keys.ts';
import { useHeight } from '../frame/use-height.ts';
import { ToneTag } from '../frame/tone-tag.tsx';
import { DEADLINES, STATE_TONES, STATES } from '../labels.ts';
import { dayOf } from '../moments.ts';
import { callThis, goTo, useRoute } from '../route.ts';
import { SteadyPlace } from './steady-place.tsx';
import { useCaseList, type CaseChoice } from './use-case-list.ts';

const SCOPES = {
  OPEN: '在办',
  OVERDUE: '已超期',
  NEW: '待受理',
  MESSAGES: '留言待回复',
  ALL: '全部',
} as const;
type Scope = keyof typeof SCOPES;

const OPEN_STATES: CaseState[] = [
  'REGISTERED',
  'ACCEPTED',
  'ASSIGNED',
  'REPLIED',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
];
const TICK_MS = 30_000;
const HEAD_PX = 48;
const WIDTH_PX = 1_080;
/** The next page is fetched that long before the end is reached. */
const AHEAD_PX = 2_000;

export default function WorklistPage(): ReactNode {
  const { client, units } = useCity();
  const { search } = useRoute();
  const selector = search.get('selector');
  const scope = scopeOf(search.get('scope'));
  const chosen = search.getAll('unit');
  const choose = (to: Scope, units: readonly string[]): void => callThis(addressWith(to, units));
  const choice: CaseChoice = selector
    ? { kind: 'FIGURE', selector }
    : { kind: 'FILTER', filter: filterOf(scope, chosen) };
  const { rows, fresh, totalCount, error, isLoading, more, reload } = useCaseList(choice);
  const now = useNow(client, TICK_MS);
  const { phase } = useConnection(client);
  useReloadEachDay(now, reload);
  const { columns, width } = useRowColumns(
    useMemo(() => columnsAt(now), [now]),
    WIDTH_PX,
  );
  const { ref, height } = useHeight();
  const table = useRef<TableRef>(null);
  const onKeyDown = useRowKeys(rows, ref, table);
  return (
    <main className="worklist">
      <div className="toolbar">
        <h1>{selector ? `统计明细：${search.get('name') ?? ''}` : '待办清单'}</h1>
        {selector ? (
          <Button onClick={() => goTo('/worklist')}>返回待办清单</Button>
        ) : (
          <>
            <Segmented<Scope>
              aria-label="范围"
              options={Object.entries(SCOPES).map(([value, label]) => ({
                value: value as Scope,
                label,
              }))}
              value={scope}
              onChange={(to) => choose(to, chosen)}
            />
            <FilterSelect
              label="按单位筛选"
              all="全部单位"
              options={unitOptions(units)}
              chosen={chosen}
              onChoose={(units) => choose(scope, units)}
            />
          </>
        )}
        <span className="grow" />
        <span className="count" role="status">
          {totalCount === null ? '' : `共 ${totalCount.toLocaleString('zh-CN')} 件`}
        </span>
        <Button icon={<ReloadOutlined />} onClick={reload} loading={isLoading}>
          刷新
        </Button>
      </div>
      {error && <ErrorAlert error={error} />}
      <div
        className="panel fill"
        ref={ref}
        onKeyDown={onKeyDown}
        data-old={phase === 'LOST' || phase === 'SIGNED_OUT'}
      >
        <SteadyPlace rows={rows} table={table}>
          <Table<WorklistCaseFragment>
            virtual
            ref={table}
            rowKey="id"
            loading={isLoading && rows.length === 0}
            columns={columns}
            dataSource={rows}
            pagination={false}
            scroll={{ x: width, y: Math.max(160, height - HEAD_PX) }}
            locale={{ emptyText: isLoading ? ' ' : '没有符合条件的办件' }}
            rowClassName={({ id }) => (fresh.has(id) ? 'row fresh' : 'row')}
            onRow={({ id }) => ({ onClick: () => goTo(`/cases/${id}`) })}
            onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
              if (scrollTop + clientHeight + AHEAD_PX > scrollHeight) more();
            }}
          />
        </SteadyPlace>
      </div>
    </main>
  );
}

/** Working days left are those of a day. */
function useReloadEachDay(now: number, reload: () => void): void {
  const today = dayOf(now);
  const [loadedOn, setLoadedOn] = useState(today);
  useEffect(() => {
    if (loadedOn === today) return;
    setLoadedOn(today);
    reload();
  }, [loadedOn, today, reload]);
}

const scopeOf = (name: string | null): Scope =>
  name !== null && Object.hasOwn(SCOPES, name) ? (name as Scope) : 'OPEN';

/** What is chosen stands in the address, so that it is there again for whoever comes back from a case. */
function addressWith(scope: Scope, units: readonly string[]): string {
  const search = new URLSearchParams(units.map((unit) => ['unit', unit]));
  if (scope !== 'OPEN') search.set('scope', scope);
  return search.size > 0 ? `/worklist?${search}` : '/worklist';
}

function filterOf(scope: Scope, units: string[]): CaseFilter {
  const ofUnits = units.length > 0 ? { units } : {};
  switch (scope) {
    case 'OPEN':
      return { ...ofUnits, states: OPEN_STATES };
    case 'OVERDUE':
      return { ...ofUnits, isOverdue: true };
    case 'NEW':
      return { ...ofUnits, states: ['REGISTERED'] };
    case 'MESSAGES':
      return { ...ofUnits, hasUnansweredMessage: true };
    case 'ALL':
      return ofUnits;
  }
}

function columnsAt(now: number): ColumnsType<WorklistCaseFragment> {
  return [
    {
      title: '剩余时限',
      width: 210,
      render: (_value, { deadlines }) => {
        const limit = nextLimit(deadlines);
        return limit ? (
          <DueTag limit={limit} now={now} />
        ) : (
          <span className="muted">无待办时限</span>
        );
      },
    },
    { title: CASE_COLUMN, render: (_value, row) => <CaseTitle of={row} /> },
    {
      title: '待办事项',
      width: 200,
      render: (_value, { deadlines }) => {
        const limit = nextLimit(deadlines);
        return limit ? `${DEADLINES[limit.kind]}（${limit.dueOn.slice(5)} 前）` : '—';
      },
    },
    {
      title: '承办单位',
      width: 200,
      ellipsis: true,
      render: (_value, { handlingUnits }) => <HandlingUnits units={handlingUnits} />,
    },
    {
      title: '状态',
      width: 104,
      render: (_value, { state }) => <ToneTag tone={STATE_TONES[state]}>{STATES[state]}</ToneTag>,
    },
    {
      title: '来信日期',
      width: 116,
      render: (_value, { submittedAt }) => dayOf(Date.parse(submittedAt)),
    },
  ];
}
