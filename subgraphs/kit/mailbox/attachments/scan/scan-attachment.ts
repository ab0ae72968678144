import { DeliveryError } from '../../../outbox/delivery-error.ts';
import type { OutgoingMessage } from '../../../outbox/relay.ts';
import type { AttachmentStore, Verdict } from '../attachment.store.ts';
import type { Scanner } from './scanner.ts';

/** Outbox topic of files that wait to be looked at, each by its id. */
export const SCAN_TOPIC = 'attachment.scan';

/** A scan may take longer than other deliveries. */
export const SCAN_TIMEOUT_MS = 60_000;

/** What is said of a file where nothing scans. */
export const UNSCANNED: Verdict = { state: 'CLEAN', note: 'NOT_SCANNED' };

/** Deliverer of the topic: tried until the scanner has said what it thinks. */
export function createScanAttachment(deps: {
  store: AttachmentStore;
  scanner: Scanner | null;
}): (message: OutgoingMessage, signal: AbortSignal) => Promise<void> {
  return async ({ payload }, signal) => {
    const { id } = payload as { id: string };
    const [row] = await deps.store.readByIds([id]);
    // nobody refers to it any more
    if (!row) return;
    if (!deps.scanner) return deps.store.settleScan(id, UNSCANNED);
    const timed = AbortSignal.any([signal, AbortSignal.timeout(SCAN_TIMEOUT_MS)]);
    const result = await deps.scanner
      .scan(deps.store.readBytes(row), timed)
      .catch((cause: unknown) => {
        throw new DeliveryError('SCAN_FAILED', false, { cause });
      });
    await deps.store.settleScan(id, {
      state: result.isInfected ? 'INFECTED' : 'CLEAN',
      note: result.signature,
    });
  };
}
