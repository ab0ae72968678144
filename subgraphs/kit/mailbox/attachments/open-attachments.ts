import type { MikroORM } from '@mikro-orm/postgresql';
import type { Router } from 'express';
import type { SubgraphName } from '../../../../schema/sdl.ts';
import { createDocumentDesk, type DocumentLink } from '../../documents/document-desk.ts';
import { createDocumentRouter } from '../../documents/document.router.ts';
import { createRelay } from '../../outbox/relay.ts';
import type { Logger } from '../../process/log.ts';
import type { AttachmentLimits } from '../../profile/profile.ts';
import type { Vault } from '../../secrecy/vault.ts';
import type { Clock } from '../../time/clock.ts';
import type { SealedTable } from '../../secrecy/reseal.ts';
import { createUploads, partitionOf, type CreateUpload } from './attachment.commands.ts';
import { createAttachmentKind } from './attachment.document.ts';
import { attachmentPlace, type AttachmentRow } from './attachment.entity.ts';
import { createAttachmentStore, type AttachmentStore } from './attachment.store.ts';
import { startAttachmentSweep } from './attachment-sweep.ts';
import { createKeepFile, type KeepFile } from './keep-file.ts';
import { createUploadKind } from './receive-upload.ts';
import { openScanner } from './scan/open-scanner.ts';
import { createScanAttachment, SCAN_TIMEOUT_MS, SCAN_TOPIC } from './scan/scan-attachment.ts';

/** Everything about files of one mailbox subgraph; disposing ends its scans. */
export interface Attachments extends AsyncDisposable {
  store: AttachmentStore;
  createUpload: CreateUpload;
  keepFile: KeepFile;
  linkDownload: (row: AttachmentRow) => Promise<DocumentLink>;
  router: Router;
}

interface AttachmentsDeps {
  orm: MikroORM;
  vault: Vault;
  limits: AttachmentLimits;
  subgraph: SubgraphName;
  /** See openScanner. */
  scanUrl: string | null;
  clock: Clock;
  /** By which a file is offered to the scanner again. */
  relayClock: Clock;
  log: Logger;
}

/** Holds the keys of files; see startResealing. */
export const ATTACHMENT_TABLE: SealedTable = {
  table: 'attachment',
  key: 'id',
  placeOf: attachmentPlace,
};

export function openAttachments(deps: AttachmentsDeps): Attachments {
  const { orm, vault, limits, subgraph, clock, log } = deps;
  const store = createAttachmentStore(orm, vault);
  const desk = createDocumentDesk({ orm, clock, subgraph });
  const resources = new AsyncDisposableStack();
  const scanner = openScanner(deps.scanUrl);
  resources.use(scanner);
  const scans = resources.use(
    createRelay({
      orm,
      topics: [SCAN_TOPIC],
      deliver: createScanAttachment({ store, scanner }),
      clock: deps.relayClock,
      log,
      concurrency: 2,
      leaseMs: SCAN_TIMEOUT_MS + 10_000,
    }),
  );
  resources.use(startAttachmentSweep({ store, clock, log }));
  const upload = createUploadKind({
    ...{ orm, store, clock },
    isScanned: scanner !== null,
    wakeScan: scans.wake,
  });
  const linkUpload = desk.accept(upload);
  const link = desk.offer(createAttachmentKind(store));
  return {
    store,
    createUpload: createUploads({ store, limits, clock, linkUpload }),
    keepFile: createKeepFile({ store, limits, clock, upload }),
    linkDownload: ({ id, mailbox }) => link({ id }, partitionOf(mailbox)),
    router: createDocumentRouter({ desk, log }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
