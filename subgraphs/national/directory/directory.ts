import { badUserInput } from '../../kit/errors.ts';
import type { PeerEntry, Profile, UpstreamChannelEntry } from '../../kit/profile/profile.ts';

export interface UpstreamChannelRow extends UpstreamChannelEntry {
  /** `upstream:<code>`. */
  id: string;
}

export interface PeerRow extends PeerEntry {
  /** `peer:<two-digit province code>`. */
  id: string;
}

export interface Directory {
  upstreamChannels: readonly UpstreamChannelRow[];
  peers: readonly PeerRow[];
  channelById(id: string): UpstreamChannelRow | null;
  peerById(id: string): PeerRow | null;
  /** By id or bare code. @throws BAD_USER_INPUT naming `upstreamChannel` */
  requireChannel(idOrCode: string): UpstreamChannelRow;
}

/** Where matters come down from, as the city's profile says. */
export function createDirectory(profile: Profile): Directory {
  const upstreamChannels = profile.upstreamChannels.map((entry): UpstreamChannelRow => ({
    ...entry,
    id: `upstream:${entry.code}`,
  }));
  const peers = profile.peers.map((entry): PeerRow => ({ ...entry, id: `peer:${entry.code}` }));
  const channels = new Map(upstreamChannels.map((row) => [row.id, row]));
  const peersById = new Map(peers.map((row) => [row.id, row]));
  return {
    upstreamChannels,
    peers,
    channelById: (id) => channels.get(id) ?? null,
    peerById: (id) => peersById.get(id) ?? null,
    requireChannel: (idOrCode) => {
      const row = channels.get(idOrCode) ?? channels.get(`upstream:${idOrCode}`);
      if (!row) throw badUserInput('upstreamChannel', 'an upstream channel', 'an unknown one');
      return row;
    },
  };
}

/** @throws BAD_USER_INPUT naming `argument` unless the channel is in force on the day (R36) */
export function checkInForce(channel: UpstreamChannelRow, day: string, argument: string): void {
  if (channel.effectiveFrom <= day) return;
  throw badUserInput(argument, `a day from ${channel.effectiveFrom} on, when it opened`, day);
}
