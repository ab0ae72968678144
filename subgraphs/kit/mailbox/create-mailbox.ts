import type { EntitySchema, MigrationObject } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { JSONWebKeySet, JWK } from 'jose';
import type { MailboxPrefix } from '../../../schema/contract/ids.ts';
import { readSubgraphSdl, type SubgraphName } from '../../../schema/sdl.ts';
import { createActorSigner } from '../process/actor-signer.ts';
import { createActorVerifier } from '../actor/verify-actor.ts';
import { createReceiptPurge } from '../commands/receipt-purge.ts';
import { openOrm } from '../orm/open-orm.ts';
import { createRelay, type Relay } from '../outbox/relay.ts';
import type { Logger } from '../process/log.ts';
import type { Running } from '../process/run-process.ts';
import type { Profile } from '../profile/profile.ts';
import { createSubgraphServer } from '../server/subgraph-server.ts';
import type { Clock } from '../time/clock.ts';
import { createImportLetters, type ImportLetters } from './import.commands.ts';
import type { MailboxPetition } from './petition.entity.ts';
import { createPetitionContext, type MailboxContext } from './petition.loaders.ts';
import { createPetitionStore } from './petition.store.ts';
import { createRegisterPetition } from './register-petition.ts';
import { createSubmit, type Submit } from './submit.commands.ts';

/** What a mailbox subgraph is given from outside. */
export interface MailboxDeps {
  databaseUrl: string;
  profile: Profile;
  /** Public keys of those who may say who is asking. */
  actorKeys: JSONWebKeySet;
  /** Private key, kid `mailbox:<speaksAs>`. */
  signingKey: JWK;
  caseworkUrl: string;
  /** Whom actor tokens must be meant for; a subgraph of the city unless told otherwise. */
  audience?: string;
  clock: Clock;
  log: Logger;
  host?: string;
  /** 0 lets the system choose. */
  port: number;
}

/** What a mailbox's own resolvers are made of. */
export interface MailboxParts<Row extends MailboxPetition> {
  /** For tables of the mailbox's own. */
  orm: MikroORM;
  profile: Profile;
  clock: Clock;
  submit: Submit<Row>;
  importLetters: ImportLetters<Row>;
  /** Called after a commit that left something in the outbox. */
  wakeRelay: () => void;
}

/** In what one mailbox differs from the others. */
export interface MailboxSpec<Row extends MailboxPetition> {
  /** Also the name of its database schema. */
  name: Exclude<SubgraphName, 'casework'>;
  /** Begin of the ids that are its own: `mayor`, `district`, or `district:511602`. */
  speaksAs: MailboxPrefix | `district:${string}`;
  entity: EntitySchema;
  /** Tables besides those all mailboxes have. */
  ownEntities?: readonly EntitySchema[];
  migrations: readonly MigrationObject[];
  /** What it tells casework besides its letters, see register-petition.ts. */
  ownMutations?: Readonly<Record<string, string>>;
  createResolvers: (parts: MailboxParts<Row>) => GraphQLResolverMap<MailboxContext<Row>>;
}

/** Serves one mailbox and relays its letters to casework; it serves while casework is down. */
export async function createMailbox<Row extends MailboxPetition>(
  spec: MailboxSpec<Row>,
  deps: MailboxDeps,
): Promise<Running> {
  const { profile, clock, log } = deps;
  await using resources = new AsyncDisposableStack();
  const orm = await openOrm({
    databaseUrl: deps.databaseUrl,
    schema: spec.name,
    entities: [spec.entity, ...(spec.ownEntities ?? [])],
    migrations: spec.migrations,
    log,
  });
  resources.defer(() => orm.close());
  resources.use(createReceiptPurge({ orm, clock, log }));
  const relay = await startRelay(spec, orm, deps, resources);
  const store = createPetitionStore<Row>(orm, spec.entity);
  const limits = profile.city.letterLimits;
  const commands = { orm, store, limits, clock, wakeRelay: relay.wake };
  const server = await createSubgraphServer<MailboxContext<Row>>({
    sdl: readSubgraphSdl(spec.name),
    resolvers: spec.createResolvers({
      orm,
      profile,
      clock,
      submit: createSubmit(commands),
      importLetters: createImportLetters(commands),
      wakeRelay: relay.wake,
    }),
    createContext: createPetitionContext<Row>(orm, spec.entity),
    verifyActor: createActorVerifier(deps.actorKeys, deps.audience),
    isHealthy: () => orm.isConnected(),
    log,
    ...(deps.host !== undefined && { host: deps.host }),
    port: deps.port,
  });
  resources.use(server);
  const held = resources.move();
  return { url: server.url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function startRelay(
  { speaksAs, ownMutations = {} }: Pick<MailboxSpec<MailboxPetition>, 'speaksAs' | 'ownMutations'>,
  orm: MikroORM,
  deps: MailboxDeps,
  resources: AsyncDisposableStack,
): Promise<Relay> {
  const { clock, log, caseworkUrl } = deps;
  const signActor = await createActorSigner(deps.signingKey);
  const registerPetition = resources.use(
    createRegisterPetition({ caseworkUrl, signActor, speaksAs, ownMutations }),
  );
  return resources.use(createRelay({ orm, deliver: registerPetition.deliver, clock, log }));
}
