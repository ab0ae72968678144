import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';

/** A code is good for one try: better a slow sign-in than one that begins again. */
const TIMEOUT_MS = 30_000;
const MAX_FORM_BYTES = 16_384;

interface SignInDeps {
  /** Of OIDC; its discovery document names the addresses. */
  issuer: string;
  /** How the issuer knows the web pages: a public client, authorization code with PKCE. */
  clientId: string;
  log: Logger;
}

const discoveryShape = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
type Discovery = z.output<typeof discoveryShape>;

/**
 * What the pages need to sign in: where to send people, and a way to the issuer's token endpoint,
 * since the pages may only talk to their own origin.
 */
export function createSignInRouter({ issuer, clientId, log }: SignInDeps): express.Router {
  const router = express.Router();
  const discover = rememberDiscovery(issuer);
  router.get('/settings', async (_request, response) => {
    const { authorization_endpoint: authorizationEndpoint } = await discover();
    response.set('cache-control', 'no-store').json({ authorizationEndpoint, clientId });
  });
  router.post(
    '/token',
    express.text({ type: 'application/x-www-form-urlencoded', limit: MAX_FORM_BYTES }),
    relayToken(discover),
  );
  router.use(((error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = statusOfForm(error);
    if (refusal !== null) {
      response.status(refusal).json({ error: 'invalid_request' });
      return;
    }
    log.warn({ err: error }, 'the issuer does not answer');
    response.status(503).json({ error: 'temporarily_unavailable' });
  }) satisfies express.ErrorRequestHandler);
  return router;
}

/** @returns null where the form itself could be read */
function statusOfForm(error: unknown): number | null {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** A failure is not remembered. */
function rememberDiscovery(issuer: string): () => Promise<Discovery> {
  let known: Discovery | undefined;
  return async () => {
    known ??= await fetchDiscovery(issuer);
    return known;
  };
}

async function fetchDiscovery(issuer: string): Promise<Discovery> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  return discoveryShape.parse(await response.json());
}

function relayToken(discover: () => Promise<Discovery>): RequestHandler {
  return async (request, response) => {
    const { token_endpoint: endpoint } = await discover();
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: typeof request.body === 'string' ? request.body : '',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    response
      .status(answer.status)
      .set('cache-control', 'no-store')
      .json(await answer.json());
  };
}
