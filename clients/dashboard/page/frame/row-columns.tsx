import type { ColumnsType } from 'antd/es/table';
import { useMemo, type ReactNode } from 'react';
import { createMediaQuery } from './media.ts';

/** As styles/narrow.css has it. */
const { useHolds: useNarrow } = createMediaQuery('(width < 700px)');
/** No phone is narrower. */
const NARROW_PX = 270;

/** Every list names the case in a column of this title. */
export const CASE_COLUMN = '信访事项';

/**
 * The columns of a list of cases, and the width in px below which it scrolls sideways. On a phone each
 * row is one cell, so that nothing has to: the case, and below it what the other columns say.
 */
export function useRowColumns<Row>(
  columns: ColumnsType<Row>,
  width: number,
): { columns: ColumnsType<Row>; width: number } {
  const isNarrow = useNarrow();
  return useMemo(
    () => (isNarrow ? { columns: [inOneCell(columns)], width: NARROW_PX } : { columns, width }),
    [columns, width, isNarrow],
  );
}

type Column<Row> = ColumnsType<Row>[number];

function inOneCell<Row>(columns: ColumnsType<Row>): Column<Row> {
  const main = columns.find(({ title }) => title === CASE_COLUMN);
  const others = columns.filter((column) => column !== main);
  const filtering = columns.find(({ filters }) => filters);
  return {
    ...pickFilter(filtering),
    title: CASE_COLUMN,
    render: (value, row, index) => (
      <>
        {cellOf(main, value, row, index)}
        <div className="row-facts">
          {others.map((column, place) => (
            <div key={place}>{cellOf(column, value, row, index)}</div>
          ))}
        </div>
      </>
    ),
  };
}

function pickFilter<Row>(column: Column<Row> | undefined): Partial<Column<Row>> {
  return column?.filters ? { filters: column.filters, onFilter: column.onFilter } : {};
}

const cellOf = <Row,>(
  column: Column<Row> | undefined,
  ...given: [value: unknown, row: Row, index: number]
): ReactNode => column?.render?.(...given) as ReactNode;
