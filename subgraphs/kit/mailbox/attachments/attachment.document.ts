import { Readable } from 'node:stream';
import type { DocumentKind } from '../../documents/document-kind.ts';
import { codedError } from '../../errors.ts';
import type { AttachmentStore } from './attachment.store.ts';

/** What a download link is made from; it was decided before who may have it. */
export interface DownloadOrder {
  id: string;
}

/** A file as it was handed in; a browser saves it and never shows it as a page of ours. */
export function createAttachmentKind(store: AttachmentStore): DocumentKind<DownloadOrder> {
  return {
    name: 'attachment',
    write: async ({ id }) => {
      const [row] = await store.readByIds([id]);
      if (row?.state !== 'CLEAN')
        throw codedError('NOT_FOUND', 'Expected an attachment that is there.');
      const { fileName, contentType } = row;
      return {
        fileName,
        contentType: contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
        disposition: 'attachment',
        body: Readable.from(store.readBytes(row), { objectMode: false }),
      };
    },
  };
}
