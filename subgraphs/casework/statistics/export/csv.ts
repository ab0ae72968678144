import { shanghaiTimestamp } from './shanghai-timestamp.ts';
import type { Cell, Table } from './table.ts';

/** By it a spreadsheet program knows that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
/** What a spreadsheet program would take for the beginning of a formula. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A table as CSV (RFC 4180), line by line as its rows come. */
export async function* csvOf({ title, headers, rows, notes }: Table): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + (title === null ? '' : lineOf([title])) + lineOf(headers);
  for await (const row of rows) yield lineOf(row);
  if (notes.length > 0) yield LINE_END + notes.map((note) => lineOf([note])).join('');
}

function lineOf(cells: readonly Cell[]): string {
  return cells.map(fieldOf).join(',') + LINE_END;
}

function fieldOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = cell instanceof Date ? shanghaiTimestamp(cell) : guarded(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An apostrophe makes it text: opening a file must never run what somebody wrote into a letter. */
function guarded(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}
