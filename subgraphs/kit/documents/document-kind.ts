import type { Readable } from 'node:stream';

/** A document as it goes out. */
export interface ServedDocument {
  fileName: string;
  /** With its charset, where it is a text. */
  contentType: string;
  /** inline is shown by a browser, attachment saved. */
  disposition: 'inline' | 'attachment';
  body: Buffer | string | Readable;
}

/**
 * A sort of document that can be linked to.
 * @typeParam Order what it is made from, as JSON: who asked and what they may see is settled in it
 */
export interface DocumentKind<Order> {
  /** Kept with each link. */
  name: string;
  write: (order: Order) => Promise<ServedDocument>;
}

/** A sort of file that can be handed in by a link. */
export interface UploadKind<Order> {
  /** Kept with each link. */
  name: string;
  /** Takes the file as it comes; resolves once it is kept. @throws errors of the contract */
  take: (order: Order, body: AsyncIterable<Uint8Array>) => Promise<void>;
}
