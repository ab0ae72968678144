import express from 'express';
import { z } from 'zod';
import { createAuthorizationCodes } from './authorization-codes.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { choicePage } from './choice-page.ts';
import type { Persona } from './personas.ts';

interface CodeFlowDeps {
  personas: readonly Persona[];
  /** The token response for a persona, without a refresh token. */
  answerFor: (persona: Persona) => Promise<object>;
}

const request = z.object({
  response_type: z.literal('code'),
  client_id: z.string().min(1),
  redirect_uri: z.url({ protocol: /^https?$/ }),
  code_challenge: z.string().min(43),
  code_challenge_method: z.literal('S256'),
  state: z.string().default(''),
  persona: z.string().optional(),
});

const tokenRequest = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    client_id: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string(),
    client_id: z.string(),
  }),
]);

/** The authorization code flow with PKCE, as web pages use it; who one is, one chooses from a list. */
export function createCodeFlow({ personas, answerFor }: CodeFlowDeps): express.Router {
  const codes = createAuthorizationCodes();
  const renewals = createRefreshTokens();
  const holderOf = (given: z.output<typeof tokenRequest>): Persona | null =>
    given.grant_type === 'refresh_token'
      ? renewals.redeem({ refreshToken: given.refresh_token, clientId: given.client_id })
      : codes.redeem({
          code: given.code,
          clientId: given.client_id,
          redirectUri: given.redirect_uri,
          verifier: given.code_verifier,
        });
  const router = express.Router();
  router.get('/authorize', (asked, response) => {
    const parsed = request.safeParse(asked.query);
    if (!parsed.success) {
      response.status(400).json({ error: 'invalid_request', expected: parsed.error.issues });
      return;
    }
    const { persona: id, ...rest } = parsed.data;
    const persona = personas.find((each) => each.id === id);
    if (!persona) {
      response
        .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .type('html')
        .send(choicePage(personas, rest));
      return;
    }
    const code = codes.issue({
      persona,
      clientId: rest.client_id,
      redirectUri: rest.redirect_uri,
      challenge: rest.code_challenge,
    });
    const target = new URL(rest.redirect_uri);
    target.searchParams.set('code', code);
    target.searchParams.set('state', rest.state);
    response.redirect(target.href);
  });
  router.post('/token', express.urlencoded({ extended: false }), async (asked, response) => {
    response.set('cache-control', 'no-store');
    const parsed = tokenRequest.safeParse(asked.body);
    if (!parsed.success) {
      response.status(400).json({ error: 'invalid_request' });
      return;
    }
    const persona = holderOf(parsed.data);
    if (!persona) {
      response.status(400).json({ error: 'invalid_grant' });
      return;
    }
    const refreshToken = renewals.issue({ persona, clientId: parsed.data.client_id });
    response.json({ ...(await answerFor(persona)), refresh_token: refreshToken });
  });
  return router;
}
