import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
} from 'jose';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import type { DevIssuerConfig } from './config.ts';
import { createCodeFlow } from './code-flow.ts';
import { indexPage } from './index-page.ts';
import { readPersonas, type Persona } from './personas.ts';

interface DevIssuerDeps {
  config: DevIssuerConfig;
  log: Logger;
}

const ALGORITHM = 'EdDSA';
/** Of a token that nobody renews: a working day and a little more. */
const LONG_LIFETIME_SECONDS = 12 * 60 * 60;

/** A stand-in for the city's identity provider: it signs a token for any persona, without asking. */
export async function createDevIssuer({ config, log }: DevIssuerDeps): Promise<Running> {
  const personas = await readPersonas(config.personasPath);
  const key = config.key ?? (await generateKey());
  const { d: _secret, ...publicKey } = { ...key, alg: ALGORITHM, use: 'sig' };
  const kid = await calculateJwkThumbprint(publicKey);
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  const url = await listen(server, config.port, config.host);
  const issuer = config.issuer ?? url;
  log.warn({ issuer, personas: personas.length }, 'gives tokens to anyone: for development only');

  app.get('/.well-known/openid-configuration', (_request, response) => {
    response.json({
      issuer,
      jwks_uri: `${issuer}/jwks`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: [ALGORITHM],
    });
  });
  app.get('/jwks', (_request, response) => {
    response.json({ keys: [{ ...publicKey, kid }] });
  });
  app.get('/personas', (_request, response) => {
    response.json(
      personas.map(({ id, label, role, unit }) => ({ id, label, role, unit: unit ?? null })),
    );
  });
  const privateKey = await importJWK(key, ALGORITHM);
  const answerFor = async (persona: Persona, lifetimeSeconds: number) => ({
    access_token: await signToken(persona, { ...config, issuer, kid, lifetimeSeconds }, privateKey),
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
  });
  app.get('/token', async (request, response) => {
    const persona = personas.find(({ id }) => id === request.query.persona);
    if (!persona) {
      const known = personas.map(({ id }) => id).join(', ');
      response.status(404).json({ error: `expected persona to be one of ${known}` });
      return;
    }
    response.set('cache-control', 'no-store');
    const answer = await answerFor(persona, LONG_LIFETIME_SECONDS);
    if (request.query.format === 'text') response.type('text').send(answer.access_token);
    else response.json(answer);
  });
  app.use(
    createCodeFlow({
      personas,
      answerFor: (persona) => answerFor(persona, config.tokenLifetimeSeconds),
    }),
  );
  app.get('/', (_request, response) => {
    response
      .set('content-security-policy', "default-src 'none'")
      .type('html')
      .send(indexPage(personas));
  });
  return { url, [Symbol.asyncDispose]: () => close(server) };
}

async function generateKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  return exportJWK(privateKey);
}

function signToken(
  persona: Persona,
  names: Omit<DevIssuerConfig, 'issuer'> & { issuer: string; kid: string; lifetimeSeconds: number },
  key: Parameters<SignJWT['sign']>[0],
): Promise<string> {
  return new SignJWT({
    name: persona.label,
    [names.roleClaim]: persona.role,
    ...(persona.unit ? { [names.unitClaim]: persona.unit } : {}),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: names.kid })
    .setSubject(persona.id)
    .setIssuer(names.issuer)
    .setAudience(names.audience)
    .setIssuedAt()
    .setExpirationTime(`${names.lifetimeSeconds}s`)
    .sign(key);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
