import { DownloadOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Segmented from 'antd/es/segmented';
import Skeleton from 'antd/es/skeleton';
import { useMemo, useState, type ReactNode } from 'react';
import {
  ExportStatisticsDocument,
  MonthlyTrendDocument,
  StatisticsDocument,
  type StatisticsPeriodInput,
  type StatisticsQuery,
} from '../../generated/operations.ts';
import { useCity } from '../frame/city.ts';
import { ErrorAlert } from '../frame/error-alert.tsx';
import { Place } from '../frame/place.tsx';
import { TryingButton } from '../frame/trying-button.tsx';
import { useAnswer } from '../frame/use-answer.ts';
import { dayOf, momentText } from '../moments.ts';
import { Chart, type ChartOption } from './chart.tsx';
import { barsOption, satisfactionOption, trendOption } from './chart-options.ts';
import { casesOf, FiguresTable, percentText } from './figures-table.tsx';
import { lastTwelveMonths, PERIOD_NAMES, stepPeriod, type SteppedKind } from './period.ts';

type Figures = StatisticsQuery['statistics'];

export default function StatisticsPage(): ReactNode {
  const { client } = useCity();
  const [period, setPeriod] = useState<StatisticsPeriodInput & { kind: SteppedKind }>({
    kind: 'STATISTICS_MONTH',
  });
  const { data, error, isLoading, reload } = useAnswer(JSON.stringify(period), () =>
    client.ask(StatisticsDocument, { period }),
  );
  const trend = useAnswer('trend', () =>
    client.ask(MonthlyTrendDocument, { period: lastTwelveMonths(dayOf(client.clock.now())) }),
  );
  const figures = data?.statistics;
  const step = (steps: number): void => {
    if (figures) setPeriod({ kind: period.kind, of: stepPeriod(figures.period.label, steps) });
  };
  return (
    <main className="statistics">
      <div className="toolbar">
        <h1>统计</h1>
        <Segmented<SteppedKind>
          aria-label="统计期"
          options={Object.entries(PERIOD_NAMES).map(([value, label]) => ({
            value: value as SteppedKind,
            label,
          }))}
          value={period.kind}
          onChange={(kind) => setPeriod({ kind })}
        />
        <span className="stepper">
          <Button icon={<LeftOutlined />} aria-label="上一期" onClick={() => step(-1)} />
          <strong className="period" aria-live="polite">
            {figures?.period.label ?? '…'}
          </strong>
          <Button icon={<RightOutlined />} aria-label="下一期" onClick={() => step(1)} />
        </span>
        <span className="grow" />
        <ExportButton period={period} />
      </div>
      {error && <ErrorAlert error={error} action={<Button onClick={reload}>重试</Button>} />}
      {!figures && isLoading && <Skeleton active />}
      {figures && <Summary figures={figures} />}
      <Trend months={trend.data?.statistics.months ?? []} />
      {figures && <Breakdowns figures={figures} />}
    </main>
  );
}

function Summary({ figures }: { figures: Figures }): ReactNode {
  const { period, asOf } = figures;
  return (
    <>
      <ul className="tiles">
        {figures.figures.map(({ measure, name, definition, count, people, selector }) => (
          <li key={measure} className={`tile tile-${measure.toLowerCase()}`} title={definition}>
            <span>{name}</span>
            <strong>
              {count === 0 ? 0 : <Place to={casesOf(selector, name)}>{count}</Place>}
              <small> 件</small>
            </strong>
            <small>{people} 人</small>
          </li>
        ))}
      </ul>
      <ul className="tiles rates">
        {figures.rates.map(({ rate, name, definition, percent }) => (
          <li key={rate} className="tile" title={definition}>
            <span>{name}</span>
            <strong>{percentText(percent)}</strong>
            <small>{definition}</small>
          </li>
        ))}
      </ul>
      <p className="muted">
        {period.from} 至 {period.to} 来信，数据截至 {momentText(asOf)}。
        {period.rule && `统计期依据：${period.citation ?? period.rule}`}
      </p>
    </>
  );
}

function Trend({ months }: { months: Figures['categories'] }): ReactNode {
  const option = useMemo(() => trendOption(months), [months]);
  return (
    <Exhibit title="近十二个月办理趋势" option={option}>
      <FiguresTable rows={months} keyName="月份" />
    </Exhibit>
  );
}

function Breakdowns({ figures }: { figures: Figures }): ReactNode {
  const { satisfaction, categories, types, districts } = figures;
  const options = useMemo(
    () => ({
      satisfaction: satisfactionOption(satisfaction),
      categories: barsOption(categories),
      types: barsOption(types),
      districts: barsOption(districts),
    }),
    [satisfaction, categories, types, districts],
  );
  return (
    <>
      <Exhibit
        title="群众满意度"
        option={options.satisfaction}
        isEmpty={satisfaction.every(({ count }) => count === 0)}
      >
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">评价</th>
              <th scope="col">件</th>
            </tr>
          </thead>
          <tbody>
            {satisfaction.map(({ measure, name, count, selector }) => (
              <tr key={measure}>
                <th scope="row">{name}</th>
                <td>{count === 0 ? 0 : <Place to={casesOf(selector, name)}>{count}</Place>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Exhibit>
      <Exhibit
        title="区市县"
        option={options.districts}
        isEmpty={districts.length === 0}
        isLow={districts.length <= FEW}
      >
        <FiguresTable rows={districts} keyName="区市县" />
      </Exhibit>
      <Exhibit
        title="内容分类"
        option={options.categories}
        isEmpty={categories.length === 0}
        isLow={categories.length <= FEW}
      >
        <FiguresTable rows={categories} keyName="类别" />
      </Exhibit>
      <Exhibit
        title="信访类别"
        option={options.types}
        isEmpty={types.length === 0}
        isLow={types.length <= FEW}
      >
        <FiguresTable rows={types} keyName="类别" />
      </Exhibit>
    </>
  );
}

interface ExhibitProps {
  title: string;
  option: ChartOption;
  isEmpty?: boolean;
  /** For a few bars, which would be lost in a high chart. */
  isLow?: boolean;
  children: ReactNode;
}

/** Up to so many bars fit into a low chart. */
const FEW = 3;

/** A chart with its figures beside it. */
function Exhibit({
  title,
  option,
  isEmpty = false,
  isLow = false,
  children,
}: ExhibitProps): ReactNode {
  return (
    <section className="card exhibit">
      <h2>{title}</h2>
      <div className={isLow || isEmpty ? 'exhibit-body exhibit-low' : 'exhibit-body'}>
        {isEmpty ? (
          <p className="chart muted">本期没有数据</p>
        ) : (
          <Chart option={option} label={`${title}，数据见旁边的表`} />
        )}
        <div className="exhibit-table">{children}</div>
      </div>
    </section>
  );
}

/** By unit, as far as one may see; the link is good for five minutes, so it is made when wanted. */
function ExportButton({ period }: { period: StatisticsPeriodInput }): ReactNode {
  const { client } = useCity();
  const download = async (): Promise<void> => {
    const { data } = await client.ask(ExportStatisticsDocument, {
      period,
      dimension: 'UNIT',
      format: 'XLSX',
    });
    location.assign(data.statistics.export.url);
  };
  return (
    <TryingButton icon={<DownloadOutlined />} onTry={download}>
      导出分单位报表
    </TryingButton>
  );
}
