import { CloseOutlined, FullscreenOutlined } from '@ant-design/icons';
import { useCallback, useEffect, useMemo, type ReactNode } from 'react';
import { MonthlyTrendDocument, StatisticsDocument } from '../../generated/operations.ts';
import { ConnectionChip } from '../frame/connection-chip.tsx';
import { useCity, useConnection, useNow } from '../frame/city.ts';
import { DueTag } from '../frame/due-tag.tsx';
import { LevelTag } from '../frame/level-tag.tsx';
import { Place } from '../frame/place.tsx';
import { useAnswer } from '../frame/use-answer.ts';
import { ASSIGNMENT_KINDS, MAILBOXES } from '../labels.ts';
import type { Board } from '../live/board.ts';
import type { LiveRows } from '../live/live-rows.ts';
import { useBoard, useRows } from '../live/use-board.ts';
import { clockText, dayOf, sinceText } from '../moments.ts';
import { Chart } from '../statistics/chart.tsx';
import { trendOption } from '../statistics/chart-options.ts';
import { lastTwelveMonths } from '../statistics/period.ts';
import { WallFigures } from './wall-figures.tsx';

const REFRESH_MS = 60_000;
const ROWS = 9;

/** For a screen on a wall: nobody clicks, so all that is new shows at once. */
export default function WallPage(): ReactNode {
  const { client } = useCity();
  const now = useNow(client, 1_000);
  const { phase } = useConnection(client);
  const board = useBoard({ minLevel: 'DUE_SOON' }, ignore, ignore);
  const figures = useAnswer('wall', () =>
    client.ask(StatisticsDocument, { period: { kind: 'STATISTICS_MONTH' } }),
  );
  const trend = useAnswer('wall-trend', () =>
    client.ask(MonthlyTrendDocument, { period: lastTwelveMonths(dayOf(client.clock.now())) }),
  );
  const refresh = useCallback(() => {
    figures.reload();
    trend.reload();
  }, [figures.reload, trend.reload]);
  useEffect(() => {
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  const months = trend.data?.statistics.months;
  const option = useMemo(() => trendOption(months ?? [], wallFontPx()), [months]);
  return (
    <main className="wall" data-old={phase === 'LOST' || phase === 'SIGNED_OUT'}>
      <header className="wall-head">
        <h1>信访办件运行监测</h1>
        <ConnectionChip />
        <span className="grow" />
        <time className="wall-clock">
          {dayOf(now)} <b>{clockText(now)}</b>
        </time>
        <button type="button" aria-label="全屏" onClick={() => void enterFullScreen()}>
          <FullscreenOutlined />
        </button>
        <Place to="/" className="wall-exit">
          <CloseOutlined /> 退出大屏
        </Place>
      </header>
      {figures.data && <WallFigures figures={figures.data.statistics} />}
      <div className="wall-body">
        {board && <WallLists board={board} now={now} />}
        <section className="wall-panel">
          <h2>近十二个月办理趋势</h2>
          <Chart option={option} label="近十二个月办理趋势" isDark />
        </section>
      </div>
    </main>
  );
}

/** As wall.css has it of a screen's width. */
const wallFontPx = (): number => Math.max(12, Math.round(innerWidth * 0.009));

const ignore = (): void => undefined;

async function enterFullScreen(): Promise<void> {
  await document.documentElement.requestFullscreen().catch(ignore);
}

function WallLists({ board, now }: { board: Board; now: number }): ReactNode {
  const assignments = useAllAtOnce(board.assignments);
  const alerts = useAllAtOnce(board.alerts);
  return (
    <>
      <section className="wall-panel">
        <h2>新件</h2>
        <ol>
          {assignments.map((row) => (
            <li key={row.id}>
              <span className="grow">
                <b>{row.case.petition?.title ?? row.case.registrationNumber}</b>
                <small>
                  {row.case.registrationNumber} · {MAILBOXES[row.case.mailbox]} ·{' '}
                  {ASSIGNMENT_KINDS[row.__typename]}
                </small>
              </span>
              <span className="wall-unit">{row.unit?.name}</span>
              <time>{sinceText(row.issuedAt, now)}</time>
            </li>
          ))}
          {assignments.length === 0 && <li className="muted">暂无新件</li>}
        </ol>
      </section>
      <section className="wall-panel">
        <h2>超期预警</h2>
        <ol>
          {alerts.map((row) => (
            <li key={row.id}>
              <LevelTag level={row.level} />
              <span className="grow">
                <b>{row.case.petition?.title ?? row.case.registrationNumber}</b>
                <small>
                  {row.case.registrationNumber} · {row.unit?.name ?? '市信访局'}
                </small>
              </span>
              <DueTag limit={row.deadline} now={now} />
            </li>
          ))}
          {alerts.length === 0 && <li className="muted">暂无预警</li>}
        </ol>
      </section>
    </>
  );
}

function useAllAtOnce<Row extends { id: string }>(rows: LiveRows<Row>): readonly Row[] {
  const { shown, waiting } = useRows(rows);
  useEffect(() => {
    if (waiting.length > 0) rows.show();
  }, [rows, waiting]);
  return shown.slice(0, ROWS);
}
