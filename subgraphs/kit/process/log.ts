import { pino, type Logger } from 'pino';
import { logError } from './log-error.ts';

export type { Logger };

/**
 * Structured log of one process, one JSON object a line on standard output.
 * Personal data must not be passed to it; the redacted paths are a second line of defence.
 * @param name process name, such as `casework`
 * @param level pino level; `silent` for tests
 */
export function createLog(name: string, level: string): Logger {
  return pino({
    name,
    level,
    serializers: { err: logError },
    redact: {
      paths: [
        'authorization',
        '*.authorization',
        '*.petitioner',
        '*.phone',
        '*.idNumber',
        '*.address',
        '*.queryCode',
      ],
      censor: '[redacted]',
    },
  });
}
