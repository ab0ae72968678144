import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import {
  NONE,
  type Field,
  type FieldSection,
  type Form,
  type Section,
  type SignatureSection,
  type TableSection,
} from './form.ts';

/** Splits a text into pieces of one font each. */
export type SetText = (text: string) => Content;

const GREY = '#555555';
const RULE = '#777777';
const RED = '#b3121d';
const HEAD_FILL = '#f1efea';
const LABEL_FILL = '#faf9f6';
const MM = 72 / 25.4;
const LABEL_WIDTH = 25 * MM;
const MARGINS: [number, number, number, number] = [18 * MM, 20 * MM, 18 * MM, 18 * MM];
/** Of the text between the margins of A4. */
const BODY_WIDTH = (210 - 36) * MM;
/** What is as short as this stays on one page. */
const KEPT_TOGETHER_CHARS = 400;
const SIGNATURE_HEIGHT = 26 * MM;

/** The form as pdfmake lays it out: A4, its number and the page on each. */
export function formPdf(form: Form, set: SetText): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: MARGINS,
    info: { title: `${form.title} ${form.number}` },
    language: 'zh-CN',
    defaultStyle: { font: 'body', fontSize: 10, lineHeight: 1.25 },
    header: (page) => (page === 1 ? '' : runningHead(form, set)),
    footer: (page, pages) => ({
      text: set(`第 ${page} 页　共 ${pages} 页`),
      alignment: 'center',
      fontSize: 9,
      color: GREY,
      margin: [0, 6 * MM, 0, 0],
    }),
    content: [titleBlock(form, set), ...form.sections.map((section) => sectionPdf(section, set))],
  };
}

function runningHead({ title, number }: Form, set: SetText): Content {
  return {
    columns: [
      { text: set(title), alignment: 'left' },
      { text: set(`编号：${number}`), alignment: 'right' },
    ],
    fontSize: 9,
    color: GREY,
    margin: [18 * MM, 10 * MM, 18 * MM, 0],
  };
}

function titleBlock({ issuer, title, number, printedOn }: Form, set: SetText): Content {
  const line = (y: number, lineWidth: number) =>
    ({ type: 'line', x1: 0, y1: y, x2: BODY_WIDTH, y2: y, lineWidth, lineColor: RED }) as const;
  return {
    stack: [
      { text: set(issuer), alignment: 'center', fontSize: 12, color: RED, characterSpacing: 2 },
      {
        text: set(title),
        alignment: 'center',
        fontSize: 20,
        bold: true,
        characterSpacing: 2,
        margin: [0, 2, 0, 4],
      },
      { canvas: [line(0, 1.4), line(2.6, 0.6)], margin: [0, 0, 0, 5] },
      {
        columns: [
          { text: set(`编号：${number}`) },
          { text: set(`打印日期：${printedOn}`), alignment: 'right' },
        ],
        fontSize: 9.5,
        color: GREY,
      },
    ],
  };
}

function sectionPdf(section: Section, set: SetText): Content {
  switch (section.kind) {
    case 'fields':
      return fieldsPdf(section, set);
    case 'table':
      return tablePdf(section, set);
    case 'signatures':
      return signaturesPdf(section, set);
  }
}

function fieldsPdf({ heading, lines }: FieldSection, set: SetText): Content {
  const length = lines.flat().reduce((sum, { value }) => sum + value.length, 0);
  const table = framed({
    widths: [LABEL_WIDTH - 8, '*', LABEL_WIDTH - 8, '*'],
    headings: [headingRow(heading, 4, set)],
    rows: lines.map((line) => fieldCells(line, set)),
  });
  return length > KEPT_TOGETHER_CHARS ? table : { stack: [table], unbreakable: true };
}

function fieldCells(line: readonly Field[], set: SetText): TableCell[] {
  const isAlone = line.length === 1;
  return line.flatMap(({ label, value }): TableCell[] => [
    { text: set(label), fillColor: LABEL_FILL, color: '#333333' },
    { text: set(value), ...(isAlone && { colSpan: 3 }) },
    ...(isAlone ? ['', ''] : []),
  ]);
}

function tablePdf({ heading, columns, rows }: TableSection, set: SetText): Content {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  // What is left beside the padding and the lines of the cells.
  const free = BODY_WIDTH - columns.length * 8 - (columns.length + 1) * 0.6;
  const none: TableCell = {
    text: set(NONE),
    colSpan: columns.length,
    alignment: 'center',
    color: GREY,
  };
  const head = columns.map(({ label }): TableCell => ({
    text: set(label),
    fillColor: LABEL_FILL,
    alignment: 'center',
  }));
  return framed({
    widths: columns.map(({ share }) => (share / total) * free),
    headings: [headingRow(heading, columns.length, set), head],
    rows:
      rows.length > 0
        ? rows.map((row) => row.map((cell): TableCell => ({ text: set(cell) })))
        : [[none, ...empty(columns.length - 1)]],
  });
}

function signaturesPdf({ heading, places }: SignatureSection, set: SetText): Content {
  const cells = places.map((place): TableCell => ({
    stack: [
      { text: set(`${place}（签字）：`) },
      { text: set('年　　月　　日'), alignment: 'right', margin: [0, SIGNATURE_HEIGHT - 34, 4, 0] },
    ],
  }));
  const table = framed({
    widths: places.map(() => '*'),
    headings: [headingRow(heading, places.length, set)],
    rows: [cells],
  });
  return { stack: [table], unbreakable: true };
}

function headingRow(heading: string, columns: number, set: SetText): TableCell[] {
  const cell = { text: set(heading), bold: true, colSpan: columns, fillColor: HEAD_FILL };
  return [cell, ...empty(columns - 1)];
}

function empty(count: number): TableCell[] {
  return Array.from({ length: count }, () => '');
}

interface Frame {
  widths: (number | '*')[];
  /** Repeated where the table goes on on another page. */
  headings: TableCell[][];
  rows: TableCell[][];
}

function framed({ widths, headings, rows }: Frame): Content {
  return {
    margin: [0, 9, 0, 0],
    table: {
      widths,
      headerRows: headings.length,
      keepWithHeaderRows: 1,
      body: [...headings, ...rows],
    },
    layout: {
      hLineWidth: () => 0.6,
      vLineWidth: () => 0.6,
      hLineColor: () => RULE,
      vLineColor: () => RULE,
      paddingLeft: () => 4,
      paddingRight: () => 4,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
  };
}
