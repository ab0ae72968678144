import type { Logger } from '../../subgraphs/kit/process/log.ts';

/** Our log for Apollo's packages. Only first lines: the others may quote the query's text. */
export function vendorLog(log: Logger) {
  const firstLine = (message: unknown): string => String(message).split('\n', 1)[0] ?? '';
  return {
    debug: (message?: unknown) => log.debug(firstLine(message)),
    info: (message?: unknown) => log.debug(firstLine(message)),
    warn: (message?: unknown) => log.warn(firstLine(message)),
    error: (message?: unknown) => log.error(firstLine(message)),
  };
}
