import type { BarSeriesOption } from 'echarts/charts';
import type { RowFragment, FigureFragment, StatisticsMeasure } from '../../generated/operations.ts';
import type { ChartOption } from './chart.tsx';

const BLUE = '#2f6fde';
const GREEN = '#2e9e6b';
const RED = '#d4483b';
const GOLD = '#d99a1c';
const GREY = '#9aa7b8';

export function countOf(row: RowFragment, measure: StatisticsMeasure): number {
  return row.figures.find((figure) => figure.measure === measure)?.count ?? 0;
}

export function percentOf(
  row: RowFragment,
  rate: 'ON_TIME_OF_DUE' | 'CONTENT_OF_RATED',
): number | null {
  return row.rates.find((each) => each.rate === rate)?.percent ?? null;
}

const FONT_PX = 12;

/**
 * Letters and what became of them as bars, the share in time as a line.
 * @param fontPx of its texts, with which the rest grows for whoever looks from afar
 */
export function trendOption(months: readonly RowFragment[], fontPx = FONT_PX): ChartOption {
  const scale = fontPx / FONT_PX;
  const text = { fontSize: fontPx };
  const texts = { axisLabel: text, nameTextStyle: text };
  return {
    tooltip: { trigger: 'axis' },
    legend: {
      top: 0,
      itemGap: fontPx,
      itemWidth: 14 * scale,
      itemHeight: 10 * scale,
      textStyle: text,
    },
    grid: { left: 44 * scale, right: 48 * scale, top: 48 * scale, bottom: 28 * scale },
    xAxis: { type: 'category', data: months.map(({ label }) => label), ...texts },
    yAxis: [
      { type: 'value', name: '件', minInterval: 1, ...texts },
      { type: 'value', name: '%', min: 0, max: 100, splitLine: { show: false }, ...texts },
    ],
    series: [
      ...outcomeBars(months, 26 * scale),
      {
        type: 'line',
        name: '按期率',
        yAxisIndex: 1,
        symbolSize: 7,
        connectNulls: true,
        lineStyle: { width: 3, color: BLUE },
        itemStyle: { color: BLUE },
        data: months.map((row) => percentOf(row, 'ON_TIME_OF_DUE')),
      },
    ],
  };
}

const OUTCOMES: readonly [name: string, color: string, measure: StatisticsMeasure][] = [
  ['按期答复', GREEN, 'ON_TIME'],
  ['逾期答复', GOLD, 'LATE'],
  ['正在办理', GREY, 'OPEN'],
];

/** What became of the letters of each row, one upon the other. */
function outcomeBars(rows: readonly RowFragment[], barMaxWidth = 26): BarSeriesOption[] {
  return OUTCOMES.map(([name, color, measure]) => ({
    type: 'bar',
    name,
    stack: 'letters',
    barMaxWidth,
    itemStyle: { color },
    data: rows.map((row) => countOf(row, measure)),
  }));
}

const SATISFACTION_COLORS = [GREEN, BLUE, GOLD, RED];

export function satisfactionOption(figures: readonly FigureFragment[]): ChartOption {
  return {
    tooltip: { trigger: 'item' },
    legend: { bottom: 0 },
    series: [
      {
        type: 'pie',
        radius: ['48%', '70%'],
        center: ['50%', '44%'],
        label: { formatter: '{b} {d}%' },
        itemStyle: { borderWidth: 2, borderColor: 'transparent' },
        data: figures
          .filter(({ count }) => count > 0)
          .map(({ name, count }) => ({
            name,
            value: count,
            itemStyle: {
              color: SATISFACTION_COLORS[figures.findIndex((each) => each.name === name)],
            },
          })),
      },
    ],
  };
}

/** The largest on top, as one reads; as long as there are letters, by what became of them. */
export function barsOption(rows: readonly RowFragment[], most = 12): ChartOption {
  const shown = rows.slice(0, most).toReversed();
  return {
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    legend: { top: 0, itemGap: 12, itemWidth: 14, itemHeight: 10 },
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', data: shown.map(({ label }) => label) },
    series: outcomeBars(shown),
  };
}
