import { escapeHtml } from './escape-html.ts';
import type { Persona } from './personas.ts';

/** A plain list of everybody one can be. */
export function indexPage(personas: readonly Persona[]): string {
  const rows = personas.map(
    ({ id, label, role, unit }) =>
      `<tr><td><a href="/token?persona=${encodeURIComponent(id)}&amp;format=text">${escapeHtml(id)}</a></td>` +
      `<td>${escapeHtml(label)}</td><td>${role}</td><td>${escapeHtml(unit ?? '')}</td></tr>`,
  );
  return `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8" /><title>开发身份</title></head>
  <body>
    <h1>开发身份</h1>
    <p>点击取得令牌，仅供开发。</p>
    <table>
      <tr><th>id</th><th>说明</th><th>角色</th><th>单位</th></tr>
      ${rows.join('\n      ')}
    </table>
  </body>
</html>
`;
}
