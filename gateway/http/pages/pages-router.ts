import { randomBytes } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import type { BuiltPage, Encoding } from './page-assets.ts';

/** Stands in a page's document where the nonce of its styles belongs. */
const NONCE_MARK = '__CSP_NONCE__';
/** Browsers name all they take without saying which they like best. */
const SMALLEST_FIRST: readonly Encoding[] = ['br', 'gzip'];

/** Serves each page under its name; any address below it is the page's own affair. */
export function createPagesRouter(pages: readonly BuiltPage[]): express.Router {
  const router = express.Router();
  for (const page of pages) {
    router.get(`/${page.name}/assets/:file`, sendAsset(page));
    router.get([`/${page.name}`, `/${page.name}/{*place}`], sendDocument(page));
  }
  return router;
}

function sendDocument({ html }: BuiltPage): RequestHandler {
  const usesNonce = html.includes(NONCE_MARK);
  return (_request, response) => {
    const nonce = usesNonce ? randomBytes(18).toString('base64') : null;
    response
      .set({
        'content-security-policy': contentPolicy(nonce),
        'referrer-policy': 'no-referrer',
        'permissions-policy': 'camera=(), geolocation=(), microphone=()',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': usesNonce ? 'no-store' : 'no-cache',
      })
      .type('html')
      .send(nonce === null ? html : html.replaceAll(NONCE_MARK, nonce));
  };
}

/** Nothing inline and nothing from outside; a component library's styles come with a nonce. */
function contentPolicy(nonce: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === null ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function sendAsset({ assets }: BuiltPage): RequestHandler {
  return async (request, response) => {
    const asset = assets.get(`assets/${String(request.params.file)}`);
    if (!asset) {
      response.status(404).json({ error: 'no such file in the build that is served' });
      return;
    }
    const encoding = SMALLEST_FIRST.find((each) => request.acceptsEncodings(each)) ?? 'identity';
    const content = await asset.read(encoding);
    response.set({
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    if (encoding !== 'identity') response.set('content-encoding', encoding);
    response.end(content);
  };
}
