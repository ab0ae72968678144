import type { Report } from './report.ts';

type Write = (line: string) => void;

/** Tells people in a terminal what the stack does, a line for each thing that happens. */
export function createConsoleReport(write: Write): Report {
  return (event) => {
    switch (event.type) {
      case 'starting':
        // Its end says how long it took; two lines for one service would only be noise.
        return;
      case 'ready': {
        const seconds = (event.durationMs / 1000).toFixed(1);
        write(`  ✓ ${event.name.padEnd(12)} ${withoutSecret(event.url)}  (${seconds} s)`);
        return;
      }
      case 'died': {
        const seconds = event.retryInMs / 1000;
        write(`  ✗ ${event.name} ended (${event.how}), starting it again in ${seconds} s`);
        return;
      }
      case 'error':
        write(`  ! ${event.name}: ${event.sentence}`);
        return;
      case 'stopping':
        write(`  · stopping ${event.name}`);
        return;
      default:
        event satisfies never;
    }
  };
}

/** A postgres:// URL without its password. */
export function withoutSecret(url: string): string {
  return url.replace(/\/\/([^:/@]*):[^@]*@/, '//$1@');
}
