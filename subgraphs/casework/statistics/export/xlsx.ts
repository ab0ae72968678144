import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { DATE_STYLE, HEADER_STYLE, WORKBOOK_PARTS } from './xlsx-parts.ts';
import type { Cell, Table } from './table.ts';

const ROWS_AT_ONCE = 500;
const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
/** Day 0 of spreadsheets that count from 1900, their leap year that never was included. */
const SPREADSHEET_EPOCH_MS = Date.UTC(1899, 11, 30);

/** Most rows of cases in one sheet; the format ends at 1,048,576. */
export const XLSX_ROWS_MAX = 1_000_000;

/**
 * A table as an Excel workbook of one sheet, in pieces as its rows come: what is kept in memory does
 * not grow with the table. Texts are texts whatever they begin with, so no cell is a formula.
 */
export async function* xlsxOf(table: Table): AsyncGenerator<Uint8Array> {
  const done: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    done.push(chunk);
  });
  for (const [name, xml] of Object.entries(WORKBOOK_PARTS))
    part(zip, name).push(strToU8(xml), true);
  const sheet = part(zip, 'xl/worksheets/sheet1.xml');
  for await (const xml of sheetOf(table)) {
    sheet.push(strToU8(xml));
    yield* done.splice(0);
  }
  sheet.push(strToU8('</worksheet>'), true);
  zip.end();
  yield* done.splice(0);
}

function part(zip: Zip, name: string): ZipDeflate {
  const file = new ZipDeflate(name, { level: 6 });
  zip.add(file);
  return file;
}

async function* sheetOf({ title, headers, rows, notes }: Table): AsyncGenerator<string> {
  let number = 2;
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols><col min="1" max="${headers.length}" width="18" customWidth="1"/></cols><sheetData>`;
  yield rowOf(1, [title], HEADER_STYLE) + rowOf(2, headers, HEADER_STYLE);
  let waiting = '';
  for await (const row of rows) {
    number += 1;
    waiting += rowOf(number, row, null);
    if (number % ROWS_AT_ONCE > 0) continue;
    yield waiting;
    waiting = '';
  }
  // One row is left free between the table and what is said of it.
  const below = notes.map((note, index) => rowOf(number + 2 + index, [note], null));
  yield `${waiting}${below.join('')}</sheetData>`;
}

function rowOf(number: number, cells: readonly Cell[], style: number | null): string {
  const inner = cells.map((cell, index) => cellOf(`${columnOf(index)}${number}`, cell, style));
  return `<row r="${number}">${inner.join('')}</row>`;
}

function cellOf(place: string, cell: Cell, style: number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (cell instanceof Date)
    return `<c r="${place}" s="${DATE_STYLE}"><v>${spreadsheetTime(cell)}</v></c>`;
  const styled = style === null ? '' : ` s="${style}"`;
  return `<c r="${place}" t="inlineStr"${styled}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** A, …, Z, AA, … */
function columnOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnOf(Math.floor(index / 26) - 1) + last;
}

/** Days since the epoch of spreadsheets, which know no time zone: the time is Shanghai's. */
function spreadsheetTime(instant: Date): number {
  return (instant.getTime() + SHANGHAI_OFFSET_MS - SPREADSHEET_EPOCH_MS) / DAY_MS;
}

function escaped(text: string): string {
  // XML 1.0 has no way to write the other control characters.
  const writable = text.replaceAll(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g,
    '\uFFFD',
  );
  return writable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
