import {
  BarChart,
  LineChart,
  PieChart,
  type BarSeriesOption,
  type LineSeriesOption,
  type PieSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef, type ReactNode } from 'react';
import { wantsStillness } from '../frame/stillness.ts';

use([
  BarChart,
  LineChart,
  PieChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>;

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif';

interface ChartProps {
  option: ChartOption;
  /** What it shows; the figures are in the table beside it. */
  label: string;
  isDark?: boolean;
}

/** A chart on a canvas. Its hints are drawn too: hints of HTML carry inline styles, which the page forbids. */
export function Chart({ option, label, isDark = false }: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = init(element, isDark ? 'dark' : undefined, { renderer: 'canvas' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [isDark]);
  useEffect(() => {
    chart.current?.setOption(
      {
        animation: !wantsStillness(),
        animationDuration: 300,
        backgroundColor: 'transparent',
        textStyle: { fontFamily: FONT },
        ...option,
        tooltip: {
          renderMode: 'richText',
          confine: true,
          ...(option.tooltip as TooltipComponentOption | undefined),
        },
      },
      { notMerge: true },
    );
  }, [option, isDark]);
  return <div className="chart" ref={place} role="img" aria-label={label} />;
}
