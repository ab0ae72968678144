import express from 'express';
import { z } from 'zod';
import { createAuthorizationCodes } from './authorization-codes.ts';
import { choicePage } from './choice-page.ts';
import type { Persona } from './personas.ts';

interface CodeFlowDeps {
  personas: readonly Persona[];
  /** The token response for a persona. */
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

const redemption = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  client_id: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

/** The authorization code flow with PKCE, as web pages use it; who one is, one chooses from a list. */
export function createCodeFlow({ personas, answerFor }: CodeFlowDeps): express.Router {
  const codes = createAuthorizationCodes();
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
    const parsed = redemption.safeParse(asked.body);
    const persona =
      parsed.success &&
      codes.redeem({
        code: parsed.data.code,
        clientId: parsed.data.client_id,
        redirectUri: parsed.data.redirect_uri,
        verifier: parsed.data.code_verifier,
      });
    response.set('cache-control', 'no-store');
    if (persona) response.json(await answerFor(persona));
    else response.status(400).json({ error: parsed.success ? 'invalid_grant' : 'invalid_request' });
  });
  return router;
}
