import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { listen } from '../../../subgraphs/kit/http/listen.ts';

export interface TestIssuer extends AsyncDisposable {
  url: string;
  publicKeyPem: string;
  /** Signs a good token but for what is overridden. */
  sign: (claims: JWTPayload, overrides?: TokenOverrides) => Promise<string>;
  /** Hangs up when it is asked next. */
  hangUpOnce: () => void;
}

interface TokenOverrides {
  audience?: string;
  issuer?: string;
  expiresAt?: number;
  /** Signs with a key that the issuer does not publish. */
  isForged?: boolean;
}

export const TEST_AUDIENCE = 'petition-graph-test';

/** A city's identity provider in small. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const { privateKey: otherKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  let url = '';
  let hangsUp = false;
  const server = createServer((request, response) => {
    if (hangsUp) {
      hangsUp = false;
      response.destroy();
      return;
    }
    response.setHeader('content-type', 'application/json');
    const body =
      request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.end(JSON.stringify(body));
  });
  url = await listen(server, 0, '127.0.0.1');
  return {
    url,
    publicKeyPem: await exportSPKI(publicKey),
    sign: (claims, overrides = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer(overrides.issuer ?? url)
        .setAudience(overrides.audience ?? TEST_AUDIENCE)
        .setExpirationTime(overrides.expiresAt ?? Math.floor(Date.now() / 1000) + 3_600)
        .sign(overrides.isForged ? otherKey : privateKey),
    hangUpOnce: () => {
      hangsUp = true;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
