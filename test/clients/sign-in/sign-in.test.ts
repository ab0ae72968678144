import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { decodeJwt } from 'jose';
import { createSignIn, type SignIn } from '../../../clients/sign-in/sign-in.ts';
import { readDevIssuerConfig } from '../../../gateway/auth/dev-issuer/config.ts';
import { createDevIssuer } from '../../../gateway/auth/dev-issuer/dev-issuer.ts';
import { createSignInRouter } from '../../../gateway/http/pages/sign-in.ts';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { until } from '../../gateway/support/until.ts';

const PERSONAS = 'subgraphs/profiles/guangan/personas.yaml';
const log = createLog('sign-in', 'silent');

interface Place extends AsyncDisposable {
  signIn: SignIn;
  /** Where the page is. */
  location: { origin: string; href: string; assign(url: string): void };
  storage: Storage;
  /** The issuer answers no longer. */
  stopIssuer: () => Promise<void>;
}

/** A page's sign-in with the gateway's routes and the development issuer behind it. */
async function openPlace(tokenSeconds = 900): Promise<Place> {
  await using resources = new AsyncDisposableStack();
  const config = readDevIssuerConfig({
    PORT: '0',
    PERSONAS,
    DEV_ISSUER_TOKEN_S: String(tokenSeconds),
  });
  const issuer = resources.use(await createDevIssuer({ config, log }));
  const app = express();
  app.use('/sign-in', createSignInRouter({ issuer: issuer.url, clientId: 'page', log }));
  const server = createServer(app);
  const origin = await listen(server, 0, '127.0.0.1');
  resources.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const location = {
    origin,
    href: `${origin}/page`,
    assign(url: string) {
      this.href = url;
    },
  };
  const storage = memoryStorage();
  const signIn = createSignIn({ storage, location, callbackPath: '/page/signed-in' });
  const held = resources.move();
  return {
    signIn,
    location,
    storage,
    stopIssuer: async () => issuer[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => Promise.resolve(held.disposeAsync()),
  };
}

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  };
}

/** As somebody who chooses a persona on the issuer's page. */
async function enter({ signIn, location }: Place): Promise<void> {
  await signIn.begin('/page/back');
  const chosen = await fetch(`${location.href}&persona=city-bureau`, { redirect: 'manual' });
  location.href = chosen.headers.get('location') ?? '';
  expect(await signIn.complete()).toBe('/page/back');
}

describe('a sign-in of a page', () => {
  it('is renewed for the same person, once for all who ask at the same time', async () => {
    await using place = await openPlace();
    const { signIn } = place;
    await enter(place);
    const first = signIn.session();
    expect(await signIn.current()).toEqual(first);
    const [one, other] = await Promise.all([signIn.renew(), signIn.renew()]);
    expect(one).toEqual(other);
    expect(one?.refreshToken).not.toBe(first?.refreshToken);
    expect(decodeJwt(one?.token ?? '').sub).toBe('city-bureau');
    expect(signIn.session()).toEqual(one);
  });

  it('stays while its token ends, and gives another to whoever asks then', async () => {
    await using place = await openPlace(1);
    const { signIn } = place;
    await enter(place);
    const first = signIn.session();
    await until('the end', () => Date.now() >= (first?.goodUntil ?? Infinity));
    expect(signIn.session()?.name).toBe('市信访局经办人');
    const later = await signIn.current();
    expect(later?.goodUntil).toBeGreaterThan(first?.goodUntil ?? Infinity);
  });

  it('ends where the issuer refuses to renew it, as when it was renewed elsewhere', async () => {
    await using place = await openPlace();
    await enter(place);
    const elsewhere = createSignIn({
      storage: copyOf(place.storage),
      location: place.location,
      callbackPath: '/page/signed-in',
    });
    await elsewhere.renew();
    expect(await place.signIn.renew()).toBeNull();
    expect(place.signIn.session()).toBeNull();
    expect(elsewhere.session()).not.toBeNull();
  });

  it('stays where the issuer does not answer', async () => {
    await using place = await openPlace();
    await enter(place);
    await place.stopIssuer();
    await expect(place.signIn.renew()).rejects.toThrow('503');
    expect(place.signIn.session()).not.toBeNull();
  });

  it('does not come back where somebody signs out while it is renewed', async () => {
    await using place = await openPlace();
    await enter(place);
    const renewal = place.signIn.renew();
    place.signIn.end();
    expect(await renewal).toBeNull();
    expect(place.signIn.session()).toBeNull();
  });

  it('says of a form that is too large that it is the form, not the issuer', async () => {
    await using place = await openPlace();
    const response = await fetch(`${place.location.origin}/sign-in/token`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'x'.repeat(20_000) }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ error: 'invalid_request' });
  });

  it('takes no code that it has not asked for', async () => {
    await using place = await openPlace();
    await place.signIn.begin('/page/back');
    place.location.href = `${place.location.origin}/page/signed-in?code=c&state=another`;
    expect(await place.signIn.complete()).toBeNull();
    expect(place.signIn.session()).toBeNull();
  });
});

function copyOf(storage: Storage): Storage {
  const copy = memoryStorage();
  copy.setItem('petition.session', storage.getItem('petition.session') ?? '');
  return copy;
}
