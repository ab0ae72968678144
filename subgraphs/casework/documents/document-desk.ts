import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../kit/time/clock.ts';
import type { DocumentKind, ServedDocument } from './document-kind.ts';
import { DocumentLinkEntity } from './document-link.entity.ts';
import { idOf, isToken, openOrder, sealOrder } from './sealed-order.ts';

/** Where documents are served, by casework and by the gateway alike. */
export const DOCUMENTS_PATH = '/documents';
const LIFE_MS = 5 * 60_000;

/** A way to one document, for whoever holds it. */
export interface DocumentLink {
  /** Relative to the gateway. */
  url: string;
  expiresAt: Date;
}

export type LinkDocument<Order> = (order: Order) => Promise<DocumentLink>;

export interface DocumentDesk {
  /** Takes up a sort of document; what it returns makes links to such documents. */
  offer: <Order>(kind: DocumentKind<Order>) => LinkDocument<Order>;
  /** The document of a link; null where the token is unknown or its time is over. */
  open: (token: string) => Promise<ServedDocument | null>;
}

interface DeskDeps {
  orm: MikroORM;
  clock: Clock;
}

/** Who may have a document is decided when its link is made; the token is the right to it. */
export function createDocumentDesk(deps: DeskDeps): DocumentDesk {
  const writers = new Map<string, (order: unknown) => Promise<ServedDocument>>();
  return {
    offer: (kind) => {
      // An order comes back as the JSON that the link of the same kind was made from.
      writers.set(kind.name, (order) => kind.write(order as Parameters<typeof kind.write>[0]));
      return (order) => keepOrder(deps, kind.name, order);
    },
    open: async (token) => {
      const row = isToken(token) ? await findOpen(deps, idOf(token)) : null;
      const write = row && writers.get(row.kind);
      return write ? write(openOrder(token, row.sealedOrder)) : null;
    },
  };
}

async function keepOrder(
  { orm, clock }: DeskDeps,
  kind: string,
  order: unknown,
): Promise<DocumentLink> {
  const em = orm.em.fork();
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LIFE_MS);
  const { id, token, content } = sealOrder(order);
  await em.nativeDelete(DocumentLinkEntity, { expiresAt: { $lte: now } });
  await em.insert(DocumentLinkEntity, { id, kind, sealedOrder: content, expiresAt });
  return { url: `${DOCUMENTS_PATH}/${token}`, expiresAt };
}

function findOpen({ orm, clock }: DeskDeps, id: string) {
  return orm.em.fork().findOne(DocumentLinkEntity, { id, expiresAt: { $gt: clock.now() } });
}
