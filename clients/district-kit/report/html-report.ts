import type { Report } from './report.ts';
import { conclusionOf, verdictWord } from './verdict-words.ts';

type Row = Report['results'][number];

const STYLE = `
body{font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2933}
h1{font-size:1.6rem;margin:0}p.end{font-size:1.2rem;padding:.6rem 1rem;border-left:.4rem solid}
.ok{border-color:#18794e;background:#e9f7ef}.no{border-color:#b42318;background:#fdecea}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.9rem}dt{color:#52606d}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #d9e2ec;vertical-align:top}
article{border:1px solid #d9e2ec;border-left:.4rem solid #b42318;border-radius:.3rem;padding:.6rem 1rem;margin:1rem 0}
article.skipped{border-left-color:#7b8794}pre{background:#f5f7fa;padding:.6rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}
.failed,.error{color:#b42318;font-weight:600}.passed{color:#18794e}.skipped{color:#52606d}code{font-size:.9em}`;

/** One page in Chinese that asks for nothing from outside. */
export function toHtml(report: Report): string {
  const unmet = report.results.filter(({ verdict }) => verdict !== 'passed');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(conclusionOf(report))} · 区县系统接入检查</title><style>${STYLE}</style></head><body>
<h1>区县系统接入检查报告</h1>
<p class="end ${report.exitCode === 0 ? 'ok' : 'no'}">${escape(conclusionOf(report))}</p>
${facts(report)}
<h2>各项结果</h2>
<table><thead><tr><th>编号</th><th>要求</th><th>内容</th><th>结果</th></tr></thead><tbody>
${report.results.map(toLine).join('\n')}
</tbody></table>
${unmet.length > 0 ? `<h2>怎么改</h2>\n${unmet.map(toArticle).join('\n')}` : ''}
</body></html>
`;
}

function facts(report: Report): string {
  const count = (verdict: Row['verdict']): number =>
    report.results.filter((row) => row.verdict === verdict).length;
  const rows = [
    ['区划代码', report.district],
    ['地址', report.url],
    ['时间', report.startedAt],
    [
      '结果',
      `通过 ${String(count('passed'))}，未通过 ${String(count('failed'))}，未检查 ${String(count('skipped'))}，工具出错 ${String(count('error'))}`,
    ],
    ['工具版本', report.kitVersion],
    ['合同摘要', report.contractHash],
    ['系统 SDL 摘要', report.sdlHash],
  ] as const;
  const lines = rows.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`);
  return `<dl class="facts">${lines.join('')}</dl>`;
}

function toLine(row: Row): string {
  return `<tr><td><code>${escape(row.id)}</code></td><td>${row.level} ${row.strength}</td><td>${escape(row.title)}</td><td class="${row.verdict}">${verdictWord(row)}</td></tr>`;
}

function toArticle(row: Row): string {
  const exchanges = row.exchanges.map(
    ({ request, response }) =>
      `<details><summary>请求与应答</summary><pre>${escape(request)}</pre><pre>${escape(response)}</pre></details>`,
  );
  return `<article class="${row.verdict}"><h3><code>${escape(row.id)}</code> ${escape(row.title)}（${row.strength}，${verdictWord(row)}）</h3>
<dl><dt>期望</dt><dd>${escape(row.expected)}</dd><dt>实际</dt><dd>${escape(row.actual)}</dd><dt>怎么改</dt><dd>${escape(row.fix)}</dd><dt>依据</dt><dd>${escape(row.requirement)}</dd></dl>
${exchanges.join('\n')}</article>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
