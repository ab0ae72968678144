import { GraphQLError } from 'graphql';
import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ANONYMOUS } from '../../schema/contract/actor.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { scopesFromClaims } from '../authorization/scopes-from-claims.ts';
import type { IdentityConfig } from '../config.ts';
import { actorFromClaims } from './actor-from-claims.ts';
import type { Identity } from './caller.ts';

/**
 * @param authorization the header's value; undefined means nobody in particular
 * @throws GraphQLError UNAUTHENTICATED (401), or IDENTITY_PROVIDER_UNAVAILABLE (503)
 */
export type VerifyToken = (authorization: string | undefined) => Promise<Identity>;

interface VerifierDeps {
  identity: IdentityConfig;
  issuerKeys: JWTVerifyGetKey;
  log: Logger;
}

/** Without symmetric algorithms: with them a public key would do as a secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
  .concat(['ES256', 'ES384', 'ES512'])
  .concat(['EdDSA', 'Ed25519']);

/** Failures that are the token's; any other means the issuer could not be asked. */
const TOKEN_FAULTS = /^ERR_(JWT_|JWS_|JWK_|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE|JOSE_ALG|JOSE_NOT)/;

export function createTokenVerifier(deps: VerifierDeps): VerifyToken {
  const { issuer, audience } = deps.identity;
  return async (authorization) => {
    if (authorization === undefined || authorization === '')
      return { actor: ANONYMOUS, expiresAtMs: null };
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token) throw unauthenticated('expected "Bearer <token>" in Authorization');
    const { payload } = await jwtVerify(token, deps.issuerKeys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      throw tokenError(error, deps.log);
    });
    return identityFrom(payload, deps.identity);
  };
}

function identityFrom(payload: JWTPayload, names: IdentityConfig): Identity {
  try {
    return {
      actor: actorFromClaims(payload, names),
      scopes: scopesFromClaims(payload, names.policies),
      expiresAtMs: (payload.exp ?? 0) * 1000,
    };
  } catch (error) {
    throw unauthenticated((error as Error).message);
  }
}

function tokenError(error: unknown, log: Logger): GraphQLError {
  const code = (error as { code?: unknown }).code;
  if (code === 'ERR_JWT_EXPIRED') return unauthenticated('it has expired');
  if (typeof code === 'string' && TOKEN_FAULTS.test(code))
    return unauthenticated('it was not issued by this city for this API');
  log.error({ err: error }, 'the identity provider could not be asked');
  return new GraphQLError('The identity provider cannot be reached; try again shortly.', {
    extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE', http: { status: 503 } },
  });
}

function unauthenticated(reason: string): GraphQLError {
  return new GraphQLError(`The token is refused: ${reason}.`, {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}
