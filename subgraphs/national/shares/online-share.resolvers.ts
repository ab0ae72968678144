import type { MailboxContext } from '../../kit/mailbox/petition.loaders.ts';
import { DeliveryError } from '../../kit/outbox/delivery-error.ts';
import type { Directory, PeerRow } from '../directory/directory.ts';
import type {
  OnlineShareResolvers,
  PeerOnlineShareResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import type { PeerClient } from '../interconnect/peer-client.ts';
import type { PetitionRow } from '../petitions/petition.entity.ts';
import {
  checkDays,
  countOverHalf,
  figuresOf,
  missingPeers,
  requireReader,
  totalOf,
  type PeerAnswer,
} from './online-share.rules.ts';

type Context = MailboxContext<PetitionRow>;

interface ShareDeps {
  directory: Directory;
  client: Pick<PeerClient, 'codes' | 'readFigures'>;
}

/** R25, R38, R39: all peers are asked at once, so the answer takes as long as the slowest may. */
export function createOnlineShareResolvers({ directory, client }: ShareDeps): {
  Query: Pick<QueryResolvers<Context>, 'onlineShare'>;
  OnlineShare: OnlineShareResolvers<Context>;
  PeerOnlineShare: PeerOnlineShareResolvers<Context>;
} {
  const isConnected = ({ code }: PeerRow): boolean => client.codes.includes(code);
  return {
    Query: {
      onlineShare: async (_root, { from, to }, { actor }) => {
        requireReader(actor);
        checkDays(from, to);
        const connected = directory.peers.filter(isConnected);
        return {
          answers: await Promise.all(connected.map((peer) => askPeer(client, peer, { from, to }))),
          unconnected: directory.peers.filter((peer) => !isConnected(peer)),
        };
      },
    },
    OnlineShare: {
      peers: ({ answers }) => [...answers],
      total: totalOf,
      peersOverHalf: countOverHalf,
      missing: missingPeers,
    },
    PeerOnlineShare: { figures: figuresOf },
  };
}

async function askPeer(
  client: ShareDeps['client'],
  peer: PeerRow,
  days: { from: string; to: string },
): Promise<PeerAnswer> {
  try {
    return { peer, outcome: await client.readFigures(peer.code, days) };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { peer, outcome: { failure: error.code } };
  }
}
