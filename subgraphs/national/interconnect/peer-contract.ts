import { z } from 'zod';

/** Wire shapes of schema/contract/peers.md; unknown fields are passed over, so that peers may be ahead of us. */

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const number = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u, '1 to 100 characters, none of them a control character');
const optionalText = z.string().nullish();

const person = z.object({
  kind: z.enum(['PERSON', 'LEGAL_PERSON', 'ORGANIZATION']).optional(),
  name: z.string(),
  phone: optionalText,
  idNumber: optionalText,
  address: optionalText,
});

const letter = z.object({
  type: z.enum(['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP']),
  channel: z.enum(['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE']),
  title: z.string(),
  content: z.string(),
  place: optionalText,
  petitioner: person,
  onBehalfOf: person.nullish(),
  jointSignatories: z.array(z.string()).optional(),
  representatives: z.array(z.string()).optional(),
  publicityWish: z.enum(['PRIVATE', 'PUBLIC']).optional(),
});

/** A matter that a peer hands over. */
export const matterShape = z.object({
  number,
  /** Code of the upstream channel. */
  upstreamChannel: z.string().max(100),
  submittedAt: instant,
  custody: z.array(z.object({ bureau: z.string(), at: instant })).min(1),
  letter,
});

export type Matter = z.output<typeof matterShape>;

/** The least that can be refused by name. */
export const numberedShape = z.looseObject({ number });

/** Answer of GET /matters. */
export const matterPageShape = z.object({
  matters: z.array(z.unknown()).max(200),
  cursor: z.string().min(1).max(500),
  hasMore: z.boolean(),
});

export type MatterPage = z.output<typeof matterPageShape>;

/** Answer of GET /figures. */
export const figuresShape = z
  .object({ received: z.int().nonnegative(), online: z.int().nonnegative() })
  .refine(({ received, online }) => online <= received);

export type Figures = z.output<typeof figuresShape>;

/** Body of POST /results. */
export interface Result {
  /** The same for every attempt; also the Idempotency-Key. */
  id: string;
  /** The matter's number at the peer. */
  number: string;
  act: 'REGISTERED' | 'DECLINED' | 'PUBLISHED' | 'CONCLUDED' | 'REJECTED';
  at: string;
  /** Null for a matter that was rejected. */
  registrationNumber: string | null;
  /** Registration number of the first registration of the same matter. */
  repeatOf: string | null;
  declineGround: string | null;
  /** Null content: the answer is private. */
  replies: { content: string | null; repliedAt: string }[];
  /** What was wrong with a matter that was rejected. */
  rejection: { field: string; expected: string } | null;
}
