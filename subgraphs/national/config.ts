import { z } from 'zod';
import { readConfig } from '../kit/process/config.ts';
import { mailboxSettings } from '../kit/mailbox/mailbox-settings.ts';
import { peerEndpointsSetting } from './interconnect/peer-settings.ts';

/** Environment variables of the national subgraph. */
export const nationalSettings = mailboxSettings.extend({
  PEER_ENDPOINTS: peerEndpointsSetting,
  /** How often peers are asked for more. */
  PEER_POLL_MS: z.coerce.number().int().min(100).default(15_000),
  /** How long a peer may take for one answer; less than the gateway's SUBGRAPH_TIMEOUT_MS. */
  PEER_TIMEOUT_MS: z.coerce.number().int().min(100).default(5_000),
});

export type NationalConfig = z.output<typeof nationalSettings>;

/** @throws Error naming every setting that is missing or wrong */
export function readNationalConfig(): NationalConfig {
  return readConfig(nationalSettings, process.env);
}
