import {
  createMailbox,
  type MailboxDeps,
  type MailboxParts,
  type RunningMailbox,
} from '../kit/mailbox/create-mailbox.ts';
import { createCaseworkClient } from '../kit/mailbox/casework-client.ts';
import { createActorSigner } from '../kit/process/actor-signer.ts';
import { createDirectory } from './directory/directory.ts';
import { startInterconnect } from './interconnect/interconnect.ts';
import { createPeerClient } from './interconnect/peer-client.ts';
import type { PeerSettings } from './interconnect/peer-settings.ts';
import { migrations } from './migrations/migrations.ts';
import { PetitionEntity, type PetitionRow } from './petitions/petition.entity.ts';
import { createResolvers } from './resolvers.ts';

export interface NationalDeps extends MailboxDeps {
  /** Where the other provinces' systems are; without it nobody is asked or told anything. */
  peers?: PeerSettings;
}

const NO_PEERS: PeerSettings = { endpoints: {}, pollMs: 15_000, timeoutMs: 5_000 };

/** Starts the national subgraph, and the links to the peers once it serves. */
export async function createNational(deps: NationalDeps): Promise<RunningMailbox> {
  const { profile, peers = NO_PEERS } = deps;
  await using resources = new AsyncDisposableStack();
  const unknown = Object.keys(peers.endpoints).filter(
    (code) => !profile.peers.some((peer) => peer.code === code),
  );
  if (unknown.length > 0)
    throw new Error(`PEER_ENDPOINTS: expected peers of the profile, got ${unknown.join(', ')}.`);
  const directory = createDirectory(profile);
  const client = resources.use(createPeerClient(peers));
  const signActor = await createActorSigner(deps.signingKey);
  const { caseworkUrl } = deps;
  const casework = resources.use(
    createCaseworkClient({ caseworkUrl, signActor, speaksAs: 'national' }),
  );
  const opened = Promise.withResolvers<MailboxParts<PetitionRow>>();
  const mailbox = await createMailbox<PetitionRow>(
    {
      name: 'national',
      speaksAs: 'national',
      entity: PetitionEntity,
      migrations,
      createResolvers: (parts) => {
        opened.resolve(parts);
        return createResolvers(parts, { directory, client });
      },
    },
    deps,
  );
  resources.use(mailbox);
  const { orm, submit } = await opened.promise;
  resources.use(startInterconnect({ ...deps, ...peers, directory, client, casework, orm, submit }));
  const held = resources.move();
  return { ...mailbox, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
