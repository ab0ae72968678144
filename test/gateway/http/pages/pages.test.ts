import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGraph } from '../../support/start-graph.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-test-'));
  const files = {
    'plain/page.json': JSON.stringify({ assets: ['assets/main-A.js', 'assets/late-B.js'] }),
    'plain/index.html': '<p>plain</p>',
    'plain/assets/main-A.js': 'identity',
    'plain/assets/main-A.js.br': 'brotli',
    'plain/assets/main-A.js.gz': 'gzip',
    'plain/assets/secret.txt': 'not part of the build',
    'styled/page.json': JSON.stringify({ assets: [] }),
    'styled/index.html': '<meta name="csp-nonce" content="__CSP_NONCE__" />',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** fetch() would decode what it gets, and this is about the encodings themselves. */
function rawGet(url: string, encoding: string) {
  return new Promise<{ encoding: string | undefined; text: string; caching: string | undefined }>(
    (resolve, reject) => {
      request(url, { headers: { 'accept-encoding': encoding } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const { 'content-encoding': coding, 'cache-control': caching } = response.headers;
          resolve({ encoding: coding, text, caching });
        });
      })
        .on('error', reject)
        .end();
    },
  );
}

describe('the built pages', () => {
  it('are served at every address below their name, without inline or outside code', async () => {
    await using graph = await startGraph({ pagesFolder: folder });
    for (const place of ['', '/', '/write/what', '/signed-in?code=x']) {
      const response = await fetch(`${graph.url}/plain${place}`);
      expect(await response.text()).toBe('<p>plain</p>');
      const policy = response.headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('have a nonce of their own with each request where their styles need one', async () => {
    await using graph = await startGraph({ pagesFolder: folder });
    const nonces = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      const response = await fetch(`${graph.url}/styled`);
      const nonce = /content="([^"]+)"/.exec(await response.text())![1]!;
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it('send assets in the best encoding a browser takes, to be kept for ever', async () => {
    await using graph = await startGraph({ pagesFolder: folder });
    const url = `${graph.url}/plain/assets/main-A.js`;
    expect(await rawGet(url, 'gzip, deflate, br')).toMatchObject({
      encoding: 'br',
      text: 'brotli',
    });
    expect(await rawGet(url, 'gzip')).toMatchObject({ encoding: 'gzip', text: 'gzip' });
    const plain = await rawGet(url, 'identity');
    expect(plain).toMatchObject({ encoding: undefined, text: 'identity' });
    expect(plain.caching).toContain('immutable');
  });

  it('send an asset again once its disk answers again', async () => {
    await using graph = await startGraph({ pagesFolder: folder });
    const url = `${graph.url}/plain/assets/late-B.js`;
    const first = await fetch(url, { headers: { 'accept-encoding': 'br' } });
    expect(first.status).toBe(500);
    await writeFile(join(folder, 'plain/assets/late-B.js.br'), 'brotli');
    expect(await rawGet(url, 'br')).toMatchObject({ encoding: 'br', text: 'brotli' });
  });

  it('give out nothing that the build did not make', async () => {
    await using graph = await startGraph({ pagesFolder: folder });
    for (const place of ['secret.txt', '..%2Fpage.json', '%2e%2e%2fpage.json', 'main-B.js']) {
      expect((await fetch(`${graph.url}/plain/assets/${place}`)).status).toBe(404);
    }
  });

  it('are not served where no folder is named', async () => {
    await using graph = await startGraph();
    expect((await fetch(`${graph.url}/plain`)).status).toBe(404);
  });
});
