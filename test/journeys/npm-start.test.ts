import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ownPorts } from '../support/own-port.ts';
import { createCaller } from './support/caller.ts';
import { caseOf, submitToMayor } from './support/letters.ts';

const PORTS = [
  'GATEWAY',
  'CASEWORK',
  'MAYOR',
  'DISTRICTS',
  'DEPARTMENTS',
  'NATIONAL',
  'DEV_ISSUER',
];

interface Started {
  url: (label: string) => string;
  text: string;
  /** As Ctrl-C in a terminal: the interrupt goes to the whole process group. */
  interrupt: () => Promise<number | null>;
}

/** Runs what `npm start` runs, on ports that nobody else listens on once it has stopped. */
async function npmStart(dataDir: string): Promise<Started> {
  const { DATABASE_URL: _external, ...env } = process.env;
  const ports = Object.entries(await ownPorts(PORTS));
  const child = spawn(process.execPath, ['subgraphs/stack/main.ts'], {
    env: {
      ...env,
      DATA_DIR: dataDir,
      ...Object.fromEntries(ports.map(([name, port]) => [`${name}_PORT`, String(port)])),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes('Ctrl-C stops everything')) break;
  }
  child.stdout.resume();
  return {
    text,
    url: (label) => new RegExp(`^ *${label} +(\\S+)`, 'm').exec(text)![1]!,
    interrupt: async () => {
      process.kill(-child.pid!, 'SIGINT');
      return (await exited)[0] as number | null;
    },
  };
}

async function personaAt(started: Started, persona: string) {
  const response = await fetch(`${started.url('Development issuer')}/token?persona=${persona}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return createCaller(started.url('GraphQL, HTTP'), token);
}

function isServed(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe('npm start', () => {
  it('brings everything up and says where; Ctrl-C leaves nothing; a second start keeps the data', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'start-'));
    try {
      const first = await npmStart(folder);
      expect(first.text).toContain('city-bureau');
      expect(first.text).toContain('subscription {');
      const { petitionId } = await submitToMayor(await personaAt(first, 'citizen-li'));
      const caseId = await caseOf(await personaAt(first, 'city-bureau'), petitionId);
      expect(await first.interrupt()).toBe(0);
      expect(await isServed(first.url('Health'))).toBe(false);
      expect(await isServed(first.url('Development issuer'))).toBe(false);

      const second = await npmStart(folder);
      expect(await caseOf(await personaAt(second, 'city-bureau'), petitionId)).toBe(caseId);
      expect(await second.interrupt()).toBe(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
