import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { filledCase, linkTo, type FormCase } from '../../casework/forms/form-story.ts';
import { startCasework, type TestCasework } from '../../casework/support/casework.ts';

let casework: TestCasework;
let database: Client;
let filled: FormCase;
beforeAll(async () => {
  casework = await startCasework();
  filled = await filledCase(casework);
  database = new Client({ connectionString: casework.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await casework[Symbol.asyncDispose]();
});

const AT = '2026-03-02T09:00:00+08:00';

async function link(): Promise<{ url: string; expiresAt: string }> {
  const made = await linkTo(casework, filled, { field: 'assignmentForm(format: HTML)' });
  return made!;
}

function open(url: string): Promise<Response> {
  return fetch(`${casework.url}${url}`);
}

describe('a link to a document', () => {
  it('is good for five minutes, as often as it is opened', async () => {
    casework.clock.set(AT);
    const { url, expiresAt } = await link();
    expect(expiresAt).toBe('2026-03-02T01:05:00.000Z');
    casework.clock.set('2026-03-02T09:04:59.999+08:00');
    expect((await open(url)).status).toBe(200);
    expect((await open(url)).status).toBe(200);
    casework.clock.set('2026-03-02T09:05:00+08:00');
    const late = await open(url);
    expect(late.status).toBe(404);
    expect(await late.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it('is of 256 random bits; any other finds nothing', async () => {
    casework.clock.set(AT);
    const { url } = await link();
    expect(url).toMatch(/^\/documents\/casework\/[\w-]{43}$/);
    expect((await link()).url).not.toBe(url);
    const other = url.endsWith('A') ? 'E' : 'A';
    expect((await open(`${url.slice(0, -1)}${other}`)).status).toBe(404);
    expect((await open('/documents/casework/%00')).status).toBe(404);
  });

  it('R96 leaves nothing readable in the database, and its row goes with the next link after its time', async () => {
    casework.clock.set(AT);
    const { url } = await link();
    const { rows } = await database.query<{ id: string; kind: string; sealed_order: Buffer }>(
      'select * from casework.document_link order by expires_at',
    );
    const kept = rows.map((row) => `${row.id} ${row.kind} ${row.sealed_order.toString('utf8')}`);
    expect(kept.length).toBeGreaterThan(0);
    for (const words of [
      '姚建国',
      '拖欠工资',
      filled.number,
      url.slice('/documents/casework/'.length),
    ])
      expect(kept.join('\n')).not.toContain(words);
    casework.clock.set('2026-03-02T09:05:00+08:00');
    await link();
    const left = await database.query('select id from casework.document_link');
    expect(left.rowCount).toBe(1);
  });

  it('gives nothing that was changed in the database', async () => {
    casework.clock.set(AT);
    const { url } = await link();
    await database.query(
      'update casework.document_link set sealed_order = set_byte(sealed_order, 40, get_byte(sealed_order, 40) # 1)',
    );
    const answer = await open(url);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('姚建国');
  });

  it('is told to nobody by the page it leads to, which runs and loads nothing', async () => {
    casework.clock.set(AT);
    const { headers } = await open((await link()).url);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-disposition')).toBe(
      `inline; filename*=UTF-8''${encodeURIComponent(`信访事项交办（反馈）单-${filled.number}.html`)}`,
    );
  });
});
