import { FORM_STYLE } from './form-style.ts';
import {
  NONE,
  type Field,
  type FieldSection,
  type Form,
  type Section,
  type SignatureSection,
  type TableSection,
} from './form.ts';

/** The form as one page without scripts or outside requests, which prints on A4. */
export function formHtml(form: Form): string {
  const { issuer, title, number, sections, printedOn } = form;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`${title} ${number}`)}</title>
<style>${FORM_STYLE}@page { @top-left { content: "${cssText(title)}" } @top-right { content: "编号 ${cssText(number)}" } }</style>
</head>
<body>
<main>
<header><p class="issuer">${escape(issuer)}</p><h1>${escape(title)}</h1><p class="number"><span>编号：${escape(number)}</span><span>打印日期：${escape(printedOn)}</span></p></header>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml(section: Section): string {
  switch (section.kind) {
    case 'fields':
      return fieldsHtml(section);
    case 'table':
      return tableHtml(section);
    case 'signatures':
      return signaturesHtml(section);
  }
}

function fieldsHtml({ heading, lines }: FieldSection): string {
  const rows = lines.map(
    (line) => `<tr>${line.map((one) => fieldHtml(one, line.length)).join('')}</tr>`,
  );
  return `<section><h2>${escape(heading)}</h2><table class="fields">${FIELD_COLUMNS}<tbody>${rows.join('')}</tbody></table></section>`;
}

const FIELD_COLUMNS = '<colgroup><col class="label"><col><col class="label"><col></colgroup>';

function fieldHtml({ label, value }: Field, perLine: number): string {
  const span = perLine === 1 ? ' colspan="3"' : '';
  return `<th scope="row">${escape(label)}</th><td${span}>${escape(value)}</td>`;
}

function tableHtml({ heading, columns, rows }: TableSection): string {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(
    ({ share }) => `<col style="width:${((share / total) * 100).toFixed(2)}%">`,
  );
  const head = columns.map(({ label }) => `<th scope="col">${escape(label)}</th>`);
  const body = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
  );
  const none = `<tr><td class="none" colspan="${columns.length}">${NONE}</td></tr>`;
  return `<section><h2>${escape(heading)}</h2><table><colgroup>${widths.join('')}</colgroup><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('') || none}</tbody></table></section>`;
}

function signaturesHtml({ heading, places }: SignatureSection): string {
  const cells = places.map(
    (place) => `<td><p>${escape(place)}（签字）：</p><p class="date">年　　月　　日</p></td>`,
  );
  return `<section class="signatures"><h2>${escape(heading)}</h2><table><tbody><tr>${cells.join('')}</tr></tbody></table></section>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Of a string within a style sheet: anything but letters, digits and Chinese is written by its number. */
function cssText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `);
}
