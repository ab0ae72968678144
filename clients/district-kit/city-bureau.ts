import type { CityAccess } from './config.ts';

/** Asks the city's gateway as its petition bureau. @throws Error with the code of the first error */
export type AskCity = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

/** @throws Error where there is neither a token nor a development issuer */
export async function signInToCity(access: CityAccess): Promise<AskCity> {
  const token = access.CITY_BUREAU_TOKEN ?? (await developmentToken(access.DEV_ISSUER_URL));
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(access.GATEWAY_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data?: Data | null;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    const [error] = errors ?? [];
    if (data && !error) return data;
    throw new Error(`the city refused: ${error?.extensions?.code ?? ''} ${error?.message ?? ''}`);
  };
}

async function developmentToken(issuer: string): Promise<string> {
  const response = await fetch(`${issuer}/token?persona=city-bureau`).catch(() => null);
  if (!response?.ok)
    throw new Error(`no token: set CITY_BUREAU_TOKEN, or start the city (${issuer} is away)`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
