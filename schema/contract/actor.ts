/** Who may ask: the roles of R67 and R68, plus citizens, systems and nobody in particular. */
export const ROLES = [
  'ANONYMOUS',
  'CITIZEN',
  /** 市信访局: accepts, assigns, replies, assesses. */
  'CITY_BUREAU',
  /** 市政府办公室: reads everything (R68). */
  'CITY_OFFICE',
  /** 区市县信访局: as the city bureau, for its own mailbox, without assessment. */
  'DISTRICT_BUREAU',
  /** 市级部门: handles and replies. */
  'DEPARTMENT',
  /** A mailbox, an exchange or an import, never a person. */
  'SYSTEM',
] as const;

export type Role = (typeof ROLES)[number];

/**
 * The identity every resolver decides by. Staff see by role and unit, never by person: what a
 * subgraph shows to CITY_BUREAU, CITY_OFFICE, DISTRICT_BUREAU and DEPARTMENT may not depend on `id`,
 * so that all of one unit can share what is told live.
 */
export interface Actor {
  role: Role;
  /**
   * Account or system id; '' for ANONYMOUS. `audience:<role>` or `audience:<role>:<unit>` where the
   * gateway subscribes for all staff of one role and unit.
   */
  id: string;
  /**
   * DISTRICT_BUREAU and DEPARTMENT: the unit served, such as `district:511602`.
   * SYSTEM: the id prefix it speaks for, such as `mayor` or `district:511602`; null means none.
   */
  unit: string | null;
}

export const ANONYMOUS: Actor = { role: 'ANONYMOUS', id: '', unit: null };

/**
 * The signed token by which a caller inside the system tells a subgraph who is asking:
 * a JWT (EdDSA) in `Authorization: Bearer`, with `sub`, `role`, `unit` and a life of a minute.
 * Its `kid` names the signer: `gateway` may speak for anyone, `mailbox:<prefix>` only for
 * the SYSTEM actor of that prefix.
 */
export const ACTOR_TOKEN = {
  algorithm: 'EdDSA',
  audience: 'petition-graph:subgraph',
  lifetimeSeconds: 60,
  gatewayKeyId: 'gateway',
  mailboxKeyIdPrefix: 'mailbox:',
} as const;

/**
 * Audience of the tokens that a district's own system gets: good there and nowhere else, so that no
 * system can use the token of somebody who asked it towards the city.
 * @param partition area code, such as `511602`
 */
export function partitionAudience(partition: string): string {
  return `${ACTOR_TOKEN.audience}:${partition}`;
}

/** Carries one id from the client's request through every subgraph's log. */
export const REQUEST_ID_HEADER = 'x-request-id';

/**
 * Mark of the address that a client has: the same for all gateways, and nothing that leads back to
 * it. Whoever counts per client believes it from the gateway alone.
 */
export const CLIENT_HEADER = 'x-petition-client';
