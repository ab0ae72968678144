import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { keySourceSettings } from '../../../subgraphs/kit/secrecy/key-source.ts';
import { describeDeploymentEnv } from '../../../subgraphs/stack/deployment/deployment-env.ts';
import { generateSecrets, toSecrets } from '../../../subgraphs/stack/secrets.ts';
import type { StackContext } from '../../../subgraphs/stack/service-definition.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';
import { ownPort } from '../../support/own-port.ts';

interface Service {
  command?: string[];
  environment: Record<string, string | number>;
  healthcheck?: { test: string[] };
  restart?: string;
  profiles?: string[];
  ports?: string[];
  networks: string[];
}

async function readCompose(): Promise<{ text: string; services: Record<string, Service> }> {
  const text = await readFile('docker-compose.yml', 'utf8');
  const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
  return { text, services };
}

/** Of the image, and of another gateway than this one. */
const NOT_THE_OPERATORS = ['HOST', 'SUPERGRAPH'];

/** The names in code in the first two columns of a page's tables of settings. */
function settingsIn(page: string): string[] {
  const tables = page.split(/\n\n/).filter((part) => /^\|.*\b(Variable|Setting)\b/.test(part));
  const names = tables
    .flatMap((table) => table.split('\n').slice(2))
    .flatMap(
      (row) =>
        row
          .split('|')
          .slice(1, 3)
          .join()
          .match(/(?<=`)[A-Z][A-Z_]+(?=`)/g) ?? [],
    );
  if (names.length === 0) throw new Error('Expected a table of settings.');
  return names;
}

async function contextOfTest(): Promise<StackContext> {
  const secrets = toSecrets(await generateSecrets());
  return { databaseUrl: 'postgres://', profileDir: '/', secrets, urlOf: () => 'http://service' };
}

describe('docker-compose.yml', () => {
  it('runs every service of the stack with the variables the stack gives it', async () => {
    const { services } = await readCompose();
    const context = await contextOfTest();
    for (const { name, entry, defaultPort, env, operatorSettings } of PETITION_SERVICES.flat()) {
      expect(services[name]?.command).toEqual(['node', entry]);
      expect(services[name]?.environment.PORT).toBe(defaultPort);
      const given = Object.keys(services[name]?.environment ?? {});
      expect(given).toEqual(expect.arrayContaining(Object.keys(env(context))));
      expect(given).toEqual(expect.arrayContaining([...(operatorSettings ?? [])]));
    }
  });

  it.each([
    ['gateway', 'gateway/README.md'],
    ['gateway', 'gateway/limits/README.md'],
    ['casework', 'subgraphs/casework/README.md'],
    ['mayor', 'subgraphs/kit/mailbox/channels/README.md'],
  ])('lets the operator set for %s all that %s names among the settings', async (name, page) => {
    const { services } = await readCompose();
    const given = Object.keys(services[name]?.environment ?? {});
    expect([...given, ...NOT_THE_OPERATORS]).toEqual(
      expect.arrayContaining(settingsIn(await readFile(page, 'utf8'))),
    );
  });

  it.each([
    ['casework', 'CASEWORK_DATA_KEYS'],
    ['mayor', 'PERSONAL_DATA_KEYS'],
    ['districts', 'PERSONAL_DATA_KEYS'],
    ['departments', 'PERSONAL_DATA_KEYS'],
    ['national', 'PERSONAL_DATA_KEYS'],
  ])('R96 lets %s have its keys from wherever %s says', async (name, prefix) => {
    const { services } = await readCompose();
    const given = Object.keys(keySourceSettings).map((known) => [
      services[name]?.environment[known],
      `\${${known.replace('PERSONAL_DATA_KEYS', prefix)}:-}`,
    ]);
    for (const [value, wanted] of given) expect(value).toBe(wanted);
  });

  it('names the subgraphs to the gateway by the ports they listen on', async () => {
    const { services } = await readCompose();
    const urls = JSON.parse(String(services.gateway?.environment.SUBGRAPH_URLS)) as object;
    for (const [name, url] of Object.entries(urls)) {
      const port = String(services[name]?.environment.PORT);
      expect(url).toBe(`http://${name}:${port}/graphql`);
    }
  });

  it('checks the health of every service and starts it again', async () => {
    const { services } = await readCompose();
    for (const service of Object.values(services)) {
      const words = service.healthcheck?.test.map((word) => typeof word);
      expect(new Set(words)).toEqual(new Set(['string']));
      expect(service.restart).toBe('unless-stopped');
    }
  });

  it.each([
    ['mayor', '/health'],
    ['gateway', '/health/live'],
    ['dev-issuer', '/personas'],
  ])('takes %s for healthy by what it answers at %s', async (name, path) => {
    const { services } = await readCompose();
    const words = services[name]?.healthcheck?.test ?? [];
    const [, , , script = ''] = words.map((word) => word.replaceAll('$$', '$'));
    let status = 200;
    const server = createServer((request, response) => {
      response.writeHead(request.url === path ? status : 404, { connection: 'close' }).end();
    });
    const port = await ownPort();
    await once(server.listen(port), 'listening');
    const env = { PORT: String(port) };
    const check = async (): Promise<number> => {
      const [code] = (await once(spawn(process.execPath, ['-e', script], { env }), 'exit')) as [
        number,
      ];
      return code;
    };
    expect(await check()).toBe(0);
    status = 503;
    expect(await check()).toBe(1);
    server.close();
    await once(server, 'close');
    expect(await check()).toBe(1);
  });

  it('runs the development issuer only under the development profile', async () => {
    const { services } = await readCompose();
    const ordinary = Object.entries(services).filter(([, { profiles }]) => !profiles);
    expect(ordinary.map(([name]) => name)).not.toContain('dev-issuer');
    expect(services['dev-issuer']?.profiles).toEqual(['development']);
  });

  it('shows only the gateway to the world, and lets each service out to those alone whom it calls', async () => {
    const { services } = await readCompose();
    const shown = Object.entries(services).filter(([, { ports }]) =>
      ports?.some((port) => !port.startsWith('127.0.0.1:')),
    );
    expect(shown.map(([name]) => name)).toEqual(['gateway']);
    const ways = Object.entries(services).map(([name, { networks }]) => [
      name,
      networks.filter((network) => network !== 'inside'),
    ]);
    expect(Object.fromEntries(ways)).toEqual({
      postgres: [],
      casework: ['receivers'],
      mayor: ['providers'],
      districts: ['providers'],
      departments: ['providers'],
      national: ['provinces', 'providers'],
      gateway: ['edge'],
      'dev-issuer': ['edge'],
    });
  });

  it('holds no secret, and the made .env sets all that it demands', async () => {
    const { text } = await readCompose();
    const demanded = [...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name ?? '');
    const env = describeDeploymentEnv(toSecrets(await generateSecrets()));
    for (const name of demanded) expect(env).toMatch(new RegExp(`^${name}=`, 'm'));
    expect(text).not.toMatch(/"d":|BEGIN|PASSWORD: [^$]/);
  });
});
