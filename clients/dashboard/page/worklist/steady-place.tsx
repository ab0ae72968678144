import type { TableRef } from 'antd/es/table';
import { Component, createRef, type ReactNode, type RefObject } from 'react';

interface SteadyPlaceProps {
  rows: readonly { id: string }[];
  table: RefObject<TableRef | null>;
  /** With the virtual table that shows the rows. */
  children: ReactNode;
}

/** A row in sight, and how far below the top of the list, in px. */
interface Seen {
  id: string;
  offset: number;
}

/**
 * Keeps the rows that are read where they are while others come and leave above them. At the top of the list, what is
 * new shows, unless the pointer or the focus is in the list. A class, since only a class may look at the page just
 * before it changes.
 */
export class SteadyPlace extends Component<SteadyPlaceProps> {
  private readonly place = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate({ rows }: SteadyPlaceProps): readonly Seen[] {
    if (rows === this.props.rows) return [];
    const list = this.place.current?.querySelector('.ant-table-tbody-virtual-holder');
    if (!list) return [];
    const isRead = list.scrollTop > 0 || list.matches(':hover, :focus-within');
    return isRead ? rowsInSight(list) : [];
  }

  override componentDidUpdate(
    before: SteadyPlaceProps,
    _state: unknown,
    seen: readonly Seen[],
  ): void {
    if (seen.length === 0) return;
    const { rows, table } = this.props;
    const places = placesOf(rows);
    const kept = seen.find(({ id }) => places.has(id));
    if (!kept || places.get(kept.id) === placesOf(before.rows).get(kept.id)) return;
    table.current?.scrollTo({ key: kept.id, offset: kept.offset, align: 'start' });
  }

  override render(): ReactNode {
    return <div ref={this.place}>{this.props.children}</div>;
  }
}

const placesOf = (rows: SteadyPlaceProps['rows']): Map<string, number> =>
  new Map(rows.map(({ id }, index) => [id, index]));

function rowsInSight(list: Element): Seen[] {
  const { top } = list.getBoundingClientRect();
  return [...list.querySelectorAll<HTMLElement>('[data-row-key]')]
    .map((row) => ({ id: row.dataset.rowKey ?? '', box: row.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > top)
    .map(({ id, box }) => ({ id, offset: box.top - top }));
}
