import type { MikroORM } from '@mikro-orm/postgresql';
import type { SubgraphName } from '../../../schema/sdl.ts';
import type { Clock } from '../time/clock.ts';
import type { DocumentKind, ServedDocument, UploadKind } from './document-kind.ts';
import { DocumentLinkEntity } from './document-link.entity.ts';
import { idOf, isToken, openOrder, sealOrder } from './sealed-order.ts';

const LIFE_MS = 5 * 60_000;

/** A way to one document, for whoever holds it. */
export interface DocumentLink {
  /** Relative to the gateway. */
  url: string;
  expiresAt: Date;
}

/** @param partition where it is served, of a subgraph that lives in many places: an area code */
export type LinkDocument<Order> = (order: Order, partition?: string) => Promise<DocumentLink>;

export interface DocumentDesk {
  /** Takes up a sort of document; what it returns makes links to such documents. */
  offer: <Order>(kind: DocumentKind<Order>) => LinkDocument<Order>;
  /** Takes up a sort of file to be handed in; what it returns makes links to do so. */
  accept: <Order>(kind: UploadKind<Order>) => LinkDocument<Order>;
  /** The document of a link; null where the token is unknown or its time is over. */
  open: (token: string) => Promise<ServedDocument | null>;
  /** Takes the file of a link; false where the token is unknown or its time is over. */
  receive: (token: string, body: AsyncIterable<Uint8Array>) => Promise<boolean>;
}

interface DeskDeps {
  orm: MikroORM;
  clock: Clock;
  /** Whose documents they are. */
  subgraph: SubgraphName;
}

/** Where a subgraph's documents are served, by itself and by the gateway alike. */
export function documentsPath(subgraph: SubgraphName): string {
  return `/documents/${subgraph}`;
}

/**
 * Who may have a document, or hand one in, is decided when the link is made; the token is the right
 * to it.
 */
export function createDocumentDesk(deps: DeskDeps): DocumentDesk {
  // An order comes back as the JSON that the link of the same kind was made from.
  const writers = new Map<string, (order: never) => Promise<ServedDocument>>();
  const takers = new Map<string, UploadKind<never>['take']>();
  return {
    offer: (kind) => {
      writers.set(kind.name, (order) => kind.write(order));
      return (order, partition) => keepOrder(deps, { kind: kind.name, order, partition });
    },
    accept: (kind) => {
      takers.set(kind.name, (order, body) => kind.take(order, body));
      return (order, partition) => keepOrder(deps, { kind: kind.name, order, partition });
    },
    open: async (token) => {
      const row = await findOpen(deps, token);
      const write = row && writers.get(row.kind);
      return write ? write(openOrder(token, row.sealedOrder) as never) : null;
    },
    receive: async (token, body) => {
      const row = await findOpen(deps, token);
      const take = row && takers.get(row.kind);
      if (!take) return false;
      await take(openOrder(token, row.sealedOrder) as never, body);
      return true;
    },
  };
}

interface Ordered {
  kind: string;
  order: unknown;
  partition: string | undefined;
}

async function keepOrder(
  { orm, clock, subgraph }: DeskDeps,
  { kind, order, partition }: Ordered,
): Promise<DocumentLink> {
  const em = orm.em.fork();
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LIFE_MS);
  const { id, token, content } = sealOrder(order);
  await em.nativeDelete(DocumentLinkEntity, { expiresAt: { $lte: now } });
  await em.insert(DocumentLinkEntity, { id, kind, sealedOrder: content, expiresAt });
  const place = partition === undefined ? '' : `/${partition}`;
  return { url: `${documentsPath(subgraph)}${place}/${token}`, expiresAt };
}

async function findOpen({ orm, clock }: DeskDeps, token: string) {
  if (!isToken(token)) return null;
  const open = { id: idOf(token), expiresAt: { $gt: clock.now() } };
  return orm.em.fork().findOne(DocumentLinkEntity, open);
}
