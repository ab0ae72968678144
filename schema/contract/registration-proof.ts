/**
 * The signed token by which the city's registration office tells a mailbox who has registered: a JWT
 * (EdDSA) with `sub` (the account), `exp`, and what was registered as `petitioner`. It is handed to
 * the petitioner alone, holds nothing that they would not write into a letter, and is good for their
 * own account only. Every mailbox verifies it without asking anybody (R7, R8).
 */
export const REGISTRATION_PROOF = {
  algorithm: 'EdDSA',
  audience: 'petition-graph:registration',
  /** Key of the mayor subgraph, which is the registration office. */
  keyId: 'mailbox:mayor',
  lifetimeSeconds: 900,
} as const;

/** Who has registered, as the office knows it. */
export interface RegisteredPetitioner {
  kind: 'PERSON' | 'LEGAL_PERSON' | 'ORGANIZATION';
  name: string;
  phone: string | null;
  email: string | null;
  /** Of the document that was registered: an identity number, a unified social credit code, … */
  documentNumber: string;
  address: string | null;
}
