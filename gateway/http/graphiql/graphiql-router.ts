import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type RequestHandler } from 'express';
import { findAsset } from './graphiql-assets.ts';

const PERSONA_TIMEOUT_MS = 30_000;

/** Everything the page loads comes from here; the editor writes its own styles and workers. */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

interface GraphiqlDeps {
  /** Where the page asks, such as /graphql. */
  graphqlPath: string;
  /** Offers the personas of the development issuer; null where there is none. */
  devIssuerUrl: string | null;
}

/** The GraphiQL page and its assets, all of them local. */
export function createGraphiqlRouter({ graphqlPath, devIssuerUrl }: GraphiqlDeps): express.Router {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response
      .set(PAGE_HEADERS)
      .type('html')
      .send(page(graphqlPath, devIssuerUrl !== null));
  });
  if (devIssuerUrl !== null) {
    router.get(
      '/personas',
      relay(() => `${devIssuerUrl}/personas`),
    );
    router.get(
      '/token',
      relay((query) => `${devIssuerUrl}/token?persona=${encodeURIComponent(query)}`),
    );
  }
  router.use('/graphql-ws', express.static(graphqlWsFolder(), { index: false }));
  router.get('/:asset', sendAsset);
  return router;
}

function page(graphqlPath: string, offersPersonas: boolean): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>信访一体化 API · GraphiQL</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
    <link rel="stylesheet" href="/graphiql/page.css" />
  </head>
  <body data-endpoint="${graphqlPath}" data-personas="${offersPersonas ? 'on' : 'off'}">
    <nav id="personas" aria-label="开发身份" hidden></nav>
    <main id="root"></main>
    <script type="module" src="/graphiql/page.js"></script>
  </body>
</html>
`;
}

const sendAsset: RequestHandler = async (request, response, next) => {
  const asset = await findAsset(String(request.params.asset));
  if (!asset) {
    next();
    return;
  }
  response.set({
    'content-type': asset.contentType,
    'content-encoding': 'gzip',
    'cache-control': 'no-cache',
    etag: asset.etag,
  });
  if (request.headers['if-none-match'] === asset.etag) response.status(304).end();
  else response.end(asset.gzipped);
};

/** The page may only talk to its own origin, so the gateway asks the issuer for it. */
function relay(urlFor: (persona: string) => string): RequestHandler {
  return async (request, response) => {
    try {
      const given = request.query.persona;
      const answer = await fetch(urlFor(typeof given === 'string' ? given : ''), {
        signal: AbortSignal.timeout(PERSONA_TIMEOUT_MS),
      });
      response
        .status(answer.status)
        .set('cache-control', 'no-store')
        .json(await answer.json());
    } catch {
      response.status(503).json({ error: 'the development issuer does not answer' });
    }
  };
}

function graphqlWsFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('graphql-ws'));
}
