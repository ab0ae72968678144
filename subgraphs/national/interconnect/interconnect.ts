import type { MikroORM } from '@mikro-orm/postgresql';
import type { CaseworkClient } from '../../kit/mailbox/casework-client.ts';
import type { Submit } from '../../kit/mailbox/submit.commands.ts';
import { createRelay, type Relay } from '../../kit/outbox/relay.ts';
import type { Logger } from '../../kit/process/log.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { Directory } from '../directory/directory.ts';
import type { PetitionRow } from '../petitions/petition.entity.ts';
import { followOutcomes } from './follow-outcomes.ts';
import type { PeerClient } from './peer-client.ts';
import type { Result } from './peer-contract.ts';
import { pullMatters } from './pull-matters.ts';
import { resultTopic } from './result-outbox.ts';
import { createTakeOver } from './take-over.commands.ts';

interface InterconnectDeps {
  orm: MikroORM;
  clock: Clock;
  /** By which a result is brought again; `clock` unless told otherwise. */
  relayClock?: Clock;
  log: Logger;
  profile: Profile;
  directory: Directory;
  submit: Submit<PetitionRow>;
  casework: CaseworkClient;
  client: PeerClient;
  pollMs: number;
  timeoutMs: number;
}

/** Other replicas' results are looked for this often; 31 relays need not ask every second. */
const RESULT_POLL_MS = 5_000;
const RESULTS_AT_ONCE = 2;

/**
 * Matters come down and results go up, for every peer that is configured; each has a loop, a relay
 * and connections of its own, so that a slow or dead one delays no other (R38).
 */
export function startInterconnect(deps: InterconnectDeps): AsyncDisposable {
  const { client } = deps;
  const resources = new AsyncDisposableStack();
  const relays = new Map<string, Relay>();
  for (const peer of client.codes) relays.set(peer, resources.use(startResultRelay(deps, peer)));
  const wakeResults = (peer: string): void => relays.get(peer)?.wake();
  const takeOver = createTakeOver({ ...deps, wakeResults });
  for (const peer of client.codes) resources.use(pullMatters({ ...deps, takeOver }, peer));
  if (client.codes.length > 0) resources.use(followOutcomes({ ...deps, wakeResults }));
  return resources;
}

function startResultRelay(deps: InterconnectDeps, peer: string): Relay {
  const { orm, clock, relayClock = clock, log, client, timeoutMs } = deps;
  return createRelay({
    orm,
    clock: relayClock,
    log,
    topics: [resultTopic(peer)],
    deliver: ({ payload }, signal) => client.push(peer, payload as Result, signal),
    pollMs: RESULT_POLL_MS,
    concurrency: RESULTS_AT_ONCE,
    leaseMs: timeoutMs + 3_000,
  });
}
