import { useEffect, useState, useSyncExternalStore } from 'react';
import { useCity } from '../frame/city.ts';
import { openBoard, type Board, type BoardFilter, type News } from './board.ts';
import type { LiveList, LiveRows } from './live-rows.ts';

/** A board for as long as the filter stays the same; null in the first moment. */
export function useBoard(
  filter: BoardFilter,
  onNews: (news: News) => void,
  onGap: () => void,
): Board | null {
  const { client } = useCity();
  const [board, setBoard] = useState<Board | null>(null);
  const key = JSON.stringify(filter);
  useEffect(() => {
    const opened = openBoard({ client, filter: JSON.parse(key) as BoardFilter, onNews, onGap });
    setBoard(opened);
    return () => opened.close();
  }, [client, key, onNews, onGap]);
  return board;
}

export function useRows<Row extends { id: string }>(rows: LiveRows<Row>): LiveList<Row> {
  return useSyncExternalStore(rows.watch, rows.read);
}
