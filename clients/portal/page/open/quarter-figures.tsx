import type { PublishedQuarterQuery } from '../../generated/operations.ts';
import { dayText } from '../dates.ts';
import { Empty } from '../parts/notices.tsx';

type Published = PublishedQuarterQuery['publishedStatistics'];

/** The table that a city publishes: each measure is defined under it, with the day it was counted. */
export function QuarterFigures({ figures }: { figures: Published }) {
  const { total, byUnit, asOf, onTimePercent } = figures;
  if (byUnit.length === 0) return <Empty>这个季度没有收到来信。</Empty>;
  return (
    <>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="各单位统计表，可左右滚动">
        <table>
          <thead>
            <tr>
              <th scope="col">单位</th>
              {total.map(({ measure, name }) => (
                <th scope="col" class="number" key={measure}>
                  {name}
                </th>
              ))}
              <th scope="col" class="number">
                按期率
              </th>
            </tr>
          </thead>
          <tbody>
            {byUnit.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {total.map(({ measure }) => (
                  <td class="number" key={measure}>
                    {countText(row.figures.find((figure) => figure.measure === measure)?.count)}
                  </td>
                ))}
                <td class="number">{percentText(row.onTimePercent)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">全市</th>
              {total.map(({ measure, count }) => (
                <td class="number" key={measure}>
                  {countText(count)}
                </td>
              ))}
              <td class="number">{percentText(onTimePercent)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="hint">
        统计截至 {dayText(asOf)}。少于 5 件的数字不显示，以“—”表示。
        {total.map(({ name, definition }) => `${name}：${definition}`).join('；')}。
      </p>
    </>
  );
}

function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? '—' : String(count);
}

function percentText(percent: number | null): string {
  return percent === null ? '—' : `${percent.toFixed(1)}%`;
}
