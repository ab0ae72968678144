import { defineEntity, p } from '@mikro-orm/core';

/** One way to one document: found by the token's hash, read with the token alone. */
export const DocumentLinkEntity = defineEntity({
  name: 'DocumentLink',
  tableName: 'document_link',
  properties: {
    id: p.text().primary(),
    kind: p.text(),
    sealedOrder: p.blob(),
    expiresAt: p.datetime(3),
  },
  indexes: [{ name: 'document_link_expires_at_index', properties: 'expiresAt' }],
});
