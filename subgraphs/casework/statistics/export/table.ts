/** A day and time is a Date, shown in Asia/Shanghai; null is an empty cell. */
export type Cell = string | number | Date | null;

/** A table as it goes into a file, whatever its format. */
export interface Table {
  /** Null where the first line is to be the headers, as programs expect it. */
  title: string | null;
  headers: readonly string[];
  /** Read once, as the file is written. */
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** Below the table: cut-off time, what each column counts. */
  notes: readonly string[];
}
