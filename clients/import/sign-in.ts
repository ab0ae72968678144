import type { ImportConfig } from './config.ts';

/** The persona of the development issuer that may load letters into every mailbox. */
const PERSONA = 'importer';

/** A city bureau token: the given one, else one of the development issuer. */
export async function signIn(config: ImportConfig): Promise<string> {
  if (config.IMPORT_TOKEN) return config.IMPORT_TOKEN;
  const url = `${config.DEV_ISSUER_URL}/token?persona=${PERSONA}`;
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) {
    throw new Error(
      `no token: ${url} does not answer. Run npm start first, or set IMPORT_TOKEN and GATEWAY_URL.`,
    );
  }
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
