import { CLIENT_HEADER, REQUEST_ID_HEADER } from '../../schema/contract/actor.ts';

/** Speak of the connection or of who is asking: forwarding them would break or betray something. */
const NEVER_FORWARDED: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'content-encoding',
  REQUEST_ID_HEADER,
  CLIENT_HEADER,
]);

/** A WebSocket's parameters can hold what no header may. */
const WELL_FORMED = /^[\x20-\x7e]{1,1000}$/;

type GivenHeaders = Readonly<Record<string, unknown>>;

/** @returns what of a client's headers its subgraphs get; undefined where that is nothing */
export type ForwardHeaders = (given: GivenHeaders) => Readonly<Record<string, string>> | undefined;

/** @param names lower case; nothing else passes */
export function createHeaderForwarding(names: readonly string[]): ForwardHeaders {
  return (given) => {
    const allowed = names.flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' && WELL_FORMED.test(value) ? [[name, value]] : [];
    });
    return allowed.length === 0
      ? undefined
      : (Object.fromEntries(allowed) as Record<string, string>);
  };
}

export function mayForward(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name) && !NEVER_FORWARDED.has(name);
}
