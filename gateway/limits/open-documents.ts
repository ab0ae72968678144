import { createDocumentFinder, type FindDocument } from './document-text.ts';
import type { LimitsConfig } from './limit-settings.ts';
import { createPersistedQueries } from './persisted-queries.ts';
import { loadTrustedDocuments } from './trusted-documents.ts';

/** @throws Error where the manifest is wanted and cannot be read */
export async function openDocuments(config: LimitsConfig): Promise<FindDocument> {
  const { mode, path } = config.trustedDocuments;
  const maximum = config.persistedQueries;
  return createDocumentFinder({
    mode,
    trusted: mode === 'off' ? new Map<string, string>() : await loadTrustedDocuments(path),
    persisted: maximum === null ? null : createPersistedQueries(maximum),
  });
}
