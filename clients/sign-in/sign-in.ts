/** Who is signed in, as far as a page needs to know; the token itself says more. */
export interface Session {
  token: string;
  /** Until when it serves, a little before it ends; milliseconds since 1970. */
  goodUntil: number;
  /** Good for one renewal; null where the issuer gives none. */
  refreshToken: string | null;
  /** Claims of the token, to show; whether they hold is for the gateway to say. */
  name: string;
  claims: Readonly<Record<string, unknown>>;
}

interface Pending {
  state: string;
  verifier: string;
  returnTo: string;
}

/** As window.location. */
interface Place {
  origin: string;
  href: string;
  assign(url: string): void;
}

interface SignInDeps {
  /** Kept for this tab alone. */
  storage: Storage;
  location: Place;
  /** Address on this origin to which the issuer returns, such as /portal/signed-in. */
  callbackPath: string;
}

export interface SignIn {
  /** Null where nobody is signed in, or the token has ended and cannot be renewed. */
  session(): Session | null;
  /** With a token that is still good, renewed where need be. @returns null where there is none to be had */
  current(): Promise<Session | null>;
  /**
   * With another token for the same sign-in; whoever asks meanwhile gets the same one.
   * @returns null where the issuer refuses, which ends the session, or gives none
   * @throws Error where the issuer does not answer; the session stays
   */
  renew(): Promise<Session | null>;
  /** Leaves for the issuer. @param returnTo where to go on afterwards, on this origin */
  begin(returnTo: string): Promise<void>;
  /** On the callback address: redeems the code. @returns where to go on; null where there is nothing to redeem */
  complete(): Promise<string | null>;
  end(): void;
}

const SESSION = 'petition.session';
const PENDING = 'petition.sign-in';
/** A token about to end is no token: a letter takes longer than that to be sent. */
const MARGIN_MS = 30_000;
/** Of tokens that hardly live longer, just the last part counts as their end. */
const MARGIN_SHARE = 1 / 4;

/** Authorization code flow with PKCE (RFC 7636), by way of the gateway's /sign-in. */
export function createSignIn({ storage, location, callbackPath }: SignInDeps): SignIn {
  const { origin } = location;
  const redirectUri = `${origin}${callbackPath}`;
  let renewal: Promise<Session | null> | null = null;
  const renew = (): Promise<Session | null> =>
    (renewal ??= renewSession(storage, origin).finally(() => {
      renewal = null;
    }));
  return {
    session: () => {
      const session = readSession(storage);
      return session && (isGood(session) || session.refreshToken !== null) ? session : null;
    },
    current: async () => {
      const session = readSession(storage);
      return session && isGood(session) ? session : renew();
    },
    renew,
    end: () => storage.removeItem(SESSION),
    async begin(returnTo) {
      const { authorizationEndpoint, clientId } = await fetchSettings(origin);
      const pending = { state: randomText(), verifier: randomText(), returnTo };
      storage.setItem(PENDING, JSON.stringify(pending));
      const target = new URL(authorizationEndpoint);
      const parameters = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: pending.state,
        code_challenge: await challengeOf(pending.verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
      location.assign(target.href);
    },
    async complete() {
      const given = new URL(location.href).searchParams;
      const pending = takePending(storage);
      const code = given.get('code');
      if (!pending || code === null || given.get('state') !== pending.state) return null;
      storage.setItem(
        SESSION,
        JSON.stringify(await redeem(origin, { code, verifier: pending.verifier, redirectUri })),
      );
      return pending.returnTo;
    },
  };
}

async function fetchSettings(
  origin: string,
): Promise<{ authorizationEndpoint: string; clientId: string }> {
  const response = await fetch(`${origin}/sign-in/settings`);
  if (!response.ok) throw new Error(`expected the way to sign in, got ${response.status}`);
  return (await response.json()) as { authorizationEndpoint: string; clientId: string };
}

async function redeem(
  origin: string,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<Session> {
  const { clientId } = await fetchSettings(origin);
  const response = await askIssuer(origin, {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  if (!response.ok) throw new Error(`expected a token, got ${response.status}`);
  return openSession((await response.json()) as TokenAnswer);
}

async function renewSession(storage: Storage, origin: string): Promise<Session | null> {
  const session = readSession(storage);
  const refreshToken = session?.refreshToken ?? null;
  if (refreshToken === null) return null;
  const { clientId } = await fetchSettings(origin);
  const response = await askIssuer(origin, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
  });
  if (response.status === 400 || response.status === 401) {
    storage.removeItem(SESSION);
    return null;
  }
  if (!response.ok) throw new Error(`expected another token, got ${response.status}`);
  const answer = (await response.json()) as TokenAnswer;
  // An issuer that gives no new one lets the old one be used again.
  const renewed = openSession({ refresh_token: refreshToken, ...answer });
  // Whoever signed out meanwhile stays signed out.
  if (readSession(storage) === null) return null;
  storage.setItem(SESSION, JSON.stringify(renewed));
  return renewed;
}

function askIssuer(origin: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${origin}/sign-in/token`, { method: 'POST', body: new URLSearchParams(form) });
}

interface TokenAnswer {
  access_token: string;
  /** In seconds. */
  expires_in?: number;
  refresh_token?: string | null;
}

function openSession({
  access_token: token,
  expires_in: lifetimeSeconds = 0,
  refresh_token: refreshToken = null,
}: TokenAnswer): Session {
  const claims = readClaims(token);
  const name = [claims.name, claims.preferred_username, claims.sub].find(
    (claim) => typeof claim === 'string',
  );
  const lifetimeMs = lifetimeSeconds * 1_000;
  return {
    token,
    goodUntil: Date.now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs * MARGIN_SHARE),
    refreshToken,
    name: name ?? '已登录用户',
    claims,
  };
}

function readSession(storage: Storage): Session | null {
  const text = storage.getItem(SESSION);
  return text === null ? null : (JSON.parse(text) as Session);
}

const isGood = ({ goodUntil }: Session): boolean => goodUntil > Date.now();

function takePending(storage: Storage): Pending | null {
  const text = storage.getItem(PENDING);
  storage.removeItem(PENDING);
  return text === null ? null : (JSON.parse(text) as Pending);
}

/** An issuer may give tokens that only the gateway can read; then there is nothing to show. */
function readClaims(token: string): Record<string, unknown> {
  try {
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function randomText(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return toBase64Url(new Uint8Array(digest));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
