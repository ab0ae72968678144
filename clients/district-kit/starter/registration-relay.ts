import type { JWK } from 'jose';
import { ACTOR_TOKEN } from '../../../schema/contract/actor.ts';
import { createActorSigner } from '../../../subgraphs/kit/process/actor-signer.ts';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { backOff } from './back-off.ts';
import type { Letter } from './letter.ts';

const MUTATION = `mutation RegisterPetition($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered }
}`;
const TIMEOUT_MS = 5_000;

interface RelayDeps {
  /** `district:511602`. */
  district: string;
  caseworkUrl: string;
  /** Private key of the district. */
  signingKey: JWK;
  unregistered: () => Letter[];
  markRegistered: (id: string) => Promise<void>;
  log: Logger;
}

interface Relay extends AsyncDisposable {
  wake: () => void;
}

/**
 * Registers letters at casework, each until it is acknowledged: a letter that a citizen has a
 * receipt for must become a case, however long casework is away.
 */
export async function createRegistrationRelay(deps: RelayDeps): Promise<Relay> {
  const { district, log } = deps;
  const kid = `${ACTOR_TOKEN.mailboxKeyIdPrefix}${district}`;
  const sign = await createActorSigner({ ...deps.signingKey, kid });
  const stop = new AbortController();
  let news = Promise.withResolvers<undefined>();

  async function register(letter: Letter): Promise<void> {
    const token = await sign({ role: 'SYSTEM', id: `mailbox:${district}`, unit: district });
    const response = await fetch(deps.caseworkUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: MUTATION, variables: { petition: toRegistration(letter) } }),
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const { data, errors } = (await response.json()) as {
      data?: { registerPetition?: object | null } | null;
      errors?: { extensions?: { code?: string } }[];
    };
    if (!data?.registerPetition)
      throw new Error(`casework answered ${errors?.[0]?.extensions?.code ?? response.status}`);
    await deps.markRegistered(letter.id);
  }

  /** One refused letter must not hold up the others. */
  async function registerAll(): Promise<boolean> {
    let isComplete = true;
    for (const letter of deps.unregistered()) {
      if (stop.signal.aborted) return false;
      await register(letter).catch((error: unknown) => {
        isComplete = false;
        if (!stop.signal.aborted) log.warn({ err: error, id: letter.id }, 'not registered yet');
      });
    }
    return isComplete;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      news = Promise.withResolvers<undefined>();
      failures = (await registerAll()) ? 0 : failures + 1;
      if (failures > 0) await backOff(failures, stop.signal);
      else if (deps.unregistered().length === 0) await news.promise;
    }
  }

  const running = run();
  return {
    wake: () => news.resolve(undefined),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      news.resolve(undefined);
      await running;
    },
  };
}

/** No text and no personal data: casework knows the letter by its id. */
function toRegistration(letter: Letter): Record<string, unknown> {
  return {
    petitionId: letter.id,
    mailbox: 'DISTRICT',
    mailboxUnit: letter.id.slice(0, letter.id.lastIndexOf(':')),
    channel: letter.channel,
    type: letter.type,
    submittedAt: letter.submittedAt,
    signatoryCount: letter.jointSignatories.length + 1,
    petitionerAccount: letter.account,
    queryCodeHash: letter.queryCodeHash,
    category: letter.category,
    accusedUnits: letter.accusedUnits,
    ...(letter.history && { history: letter.history }),
  };
}
