import Table, { type ColumnsType, type TableRef } from 'antd/es/table';
import { useCallback, useRef, type ReactNode } from 'react';
import { useRowColumns } from '../frame/row-columns.tsx';
import { useRowKeys } from '../frame/row-keys.ts';
import { useHeight } from '../frame/use-height.ts';
import { goTo } from '../route.ts';
import type { LiveRows } from './live-rows.ts';
import { useRows } from './use-board.ts';
import { useIdleShow } from './use-idle-show.ts';

interface OfCase {
  id: string;
  case: { id: string };
}

interface LivePanelProps<Row extends OfCase> {
  title: string;
  /** 新件 or 新预警. */
  newsName: string;
  empty: string;
  rows: LiveRows<Row>;
  columns: ColumnsType<Row>;
  width: number;
}

const HEAD_PX = 40;

/** A live list that never jumps: what comes waits behind "有 N 条…" until it is wanted or nobody reads. */
export function LivePanel<Row extends OfCase>(props: LivePanelProps<Row>): ReactNode {
  const { title, newsName, empty, rows } = props;
  const { shown, waiting, fresh } = useRows(rows);
  const { columns, width } = useRowColumns(props.columns, props.width);
  const { ref: box, height } = useHeight();
  const scrollTop = useRef(0);
  const table = useRef<TableRef>(null);
  const onKeyDown = useRowKeys(shown, box, table);
  const panel = useIdleShow(
    rows,
    useCallback(() => scrollTop.current === 0, []),
  );
  return (
    <section className="panel live-panel" ref={panel} aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        <span className="count">{shown.length.toLocaleString('zh-CN')} 条</span>
        <button
          type="button"
          className="news"
          data-waiting={waiting.length}
          hidden={waiting.length === 0}
          onClick={rows.show}
        >
          有 {waiting.length} 条{newsName}，点击显示
        </button>
      </header>
      <div className="panel-body" ref={box} onKeyDown={onKeyDown}>
        <Table<Row>
          virtual
          ref={table}
          size="middle"
          rowKey="id"
          columns={columns}
          dataSource={shown}
          pagination={false}
          scroll={{ x: width, y: Math.max(120, height - HEAD_PX) }}
          locale={{ emptyText: empty }}
          rowClassName={({ id }) => (fresh.has(id) ? 'row fresh' : 'row')}
          onRow={(row) => ({ onClick: () => goTo(`/cases/${row.case.id}`) })}
          onScroll={({ currentTarget }) => {
            scrollTop.current = currentTarget.scrollTop;
          }}
        />
      </div>
    </section>
  );
}
