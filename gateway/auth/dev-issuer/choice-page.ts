import { escapeHtml } from './escape-html.ts';
import type { Persona } from './personas.ts';

/**
 * Where a sign-in would ask for a password: everybody one can be, as links that go on.
 * @param asked the parameters of the request, which each link repeats
 */
export function choicePage(
  personas: readonly Persona[],
  asked: Readonly<Record<string, string>>,
): string {
  const items = personas.map(({ id, label, role }) => {
    const query = new URLSearchParams({ ...asked, persona: id }).toString();
    return `<li><a href="/authorize?${escapeHtml(query)}">${escapeHtml(label)}<small>${role}</small></a></li>`;
  });
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>选择开发身份</title>
    <style>
      body { font: 17px/1.6 system-ui, sans-serif; max-width: 32rem; margin: 2rem auto; padding: 0 1rem; color: #1b2733; }
      ul { list-style: none; padding: 0; }
      a { display: flex; justify-content: space-between; gap: 1rem; padding: .8rem 1rem; margin: .5rem 0; border: 1px solid #c3ccd6; border-radius: 8px; color: #0b4a8f; text-decoration: none; }
      a:hover, a:focus { background: #eef4fb; }
      small { color: #5a6672; }
    </style>
  </head>
  <body>
    <main>
      <h1>选择开发身份</h1>
      <p>仅供开发和演示；正式环境由统一身份认证登录。</p>
      <ul>
        ${items.join('\n        ')}
      </ul>
    </main>
  </body>
</html>
`;
}
