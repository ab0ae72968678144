import express, { type RequestHandler } from 'express';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { GatewayConfig } from '../../config.ts';
import { clientAddress } from '../../limits/client-address.ts';
import type { RateLimits } from '../../limits/rate.ts';
import { readBuiltPages } from './page-assets.ts';
import { createPagesRouter } from './pages-router.ts';
import { createSignInRouter } from './sign-in.ts';

interface PagesDeps {
  config: Pick<GatewayConfig, 'pagesFolder' | 'webClientId' | 'identity'>;
  rates: RateLimits;
  trustedProxies: number;
  log: Logger;
}

/** @returns null where no pages are served */
export async function openPages(deps: PagesDeps): Promise<express.Router | null> {
  const { config, log } = deps;
  const { pagesFolder, webClientId, identity } = config;
  if (pagesFolder === undefined) return null;
  const pages = await readBuiltPages(pagesFolder);
  if (pages.length === 0) log.warn({ pagesFolder }, 'no page was built, so none is served');
  const router = express.Router().use(createPagesRouter(pages));
  if (identity && webClientId !== undefined)
    router.use(
      '/sign-in',
      countAddress(deps),
      createSignInRouter({ issuer: identity.issuer, clientId: webClientId, log }),
    );
  return router;
}

/** What signs in asks the issuer, who would see one client where there are many. */
function countAddress({ rates, trustedProxies }: PagesDeps): RequestHandler {
  return (request, _response, next) => {
    rates.passAddress(clientAddress(request, trustedProxies));
    next();
  };
}
