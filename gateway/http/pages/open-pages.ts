import express from 'express';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { GatewayConfig } from '../../config.ts';
import { readBuiltPages } from './page-assets.ts';
import { createPagesRouter } from './pages-router.ts';
import { createSignInRouter } from './sign-in.ts';

type PagesConfig = Pick<GatewayConfig, 'pagesFolder' | 'webClientId' | 'identity'>;

/** @returns null where no pages are served */
export async function openPages(
  { pagesFolder, webClientId, identity }: PagesConfig,
  log: Logger,
): Promise<express.Router | null> {
  if (pagesFolder === undefined) return null;
  const pages = await readBuiltPages(pagesFolder);
  if (pages.length === 0) log.warn({ pagesFolder }, 'no page was built, so none is served');
  const router = express.Router().use(createPagesRouter(pages));
  if (identity && webClientId !== undefined)
    router.use(
      '/sign-in',
      createSignInRouter({ issuer: identity.issuer, clientId: webClientId, log }),
    );
  return router;
}
