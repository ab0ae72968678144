import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { logLevelSetting, portSetting, readConfig } from '../kit/process/config.ts';
import { profileFolder } from '../kit/profile/profile-folder.ts';
import { PROJECT_ROOT } from './project-root.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** What every service may see of the surroundings; secrets of one are not lent to the others. */
const INHERITED = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_COMPILE_CACHE',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_V8_COVERAGE',
];

const DEFAULT_PROFILE = 'guangan';
const DEFAULT_DATA_DIR = '.data';

export interface StackConfig {
  dataDir: string;
  profileDir: string;
  databaseUrl: string | undefined;
  logLevel: string;
  /** By service name; only those that were chosen. */
  ports: Record<string, number>;
}

/** @throws Error that names every wrong variable */
export function readStackConfig(
  services: readonly ServiceDefinition[],
  env: NodeJS.ProcessEnv = process.env,
): StackConfig {
  const settings = readConfig(
    z.object({
      DATA_DIR: z.string().optional(),
      PROFILE: z.string().default(DEFAULT_PROFILE),
      DATABASE_URL: z
        .url({ protocol: /^postgres(ql)?$/, error: 'expected a postgres:// URL' })
        .optional(),
      LOG_LEVEL: logLevelSetting,
    }),
    env,
  );
  const portShape = z.object(
    Object.fromEntries(services.map((each) => [each.portSetting, portSetting.optional()])),
  );
  const chosen = readConfig(portShape, env);
  const profileDir = profileFolder(settings.PROFILE);
  return {
    dataDir: resolve(PROJECT_ROOT, settings.DATA_DIR ?? dataDirOf(profileDir)),
    profileDir,
    databaseUrl: settings.DATABASE_URL,
    logLevel: settings.LOG_LEVEL,
    ports: Object.fromEntries(
      services.flatMap(({ name, portSetting: key }) => {
        const port = chosen[key];
        return port === undefined ? [] : [[name, port]];
      }),
    ),
  };
}

/** Letters of one city mean nothing to another, so each has its data to itself. */
function dataDirOf(profileDir: string): string {
  const name = basename(profileDir);
  return name === DEFAULT_PROFILE ? DEFAULT_DATA_DIR : join(DEFAULT_DATA_DIR, 'cities', name);
}

/** Where keys for data at rest come from, by the ends of the variables' names. */
const KEY_SOURCES = ['', '_FILE', '_URL'];
const KEY_TOKENS = ['_TOKEN', '_TOKEN_FILE'];

/**
 * The operator's own source of keys, under the names by which a service knows it; null where there is
 * none.
 * @param prefix begin of the operator's variables, such as `CASEWORK_DATA_KEYS`
 */
export function readKeySourceEnv(
  prefix: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> | null {
  const valueOf = (end: string): string => env[prefix + end] ?? '';
  if (KEY_SOURCES.every((end) => valueOf(end) === '')) return null;
  return Object.fromEntries(
    [...KEY_SOURCES, ...KEY_TOKENS]
      .filter((end) => valueOf(end) !== '')
      .map((end) => [`PERSONAL_DATA_KEYS${end}`, valueOf(end)]),
  );
}

/**
 * What a process takes over of its surroundings: the variables that all inherit, and its own.
 * @param own names of those that are meant for it alone
 */
export function readInheritedEnv(
  own: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return Object.fromEntries(
    [...INHERITED, ...own].flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
