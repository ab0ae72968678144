import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../../subgraphs/kit/process/config.ts';

const USAGE = `usage:
  npm run district:check -- URL [--district CODE] [--only ID,ID] [--report FOLDER] [--port 4610]
  npm run district:check -- --start 'COMMAND' [--district CODE] …   starts the system itself
  npm run district:check -- --settings [--district CODE]            what to start the system with
  npm run district:check -- --explain ID
  npm run district:join -- CODE URL [--key PUBLIC-JWK-FILE] [--report FILE]
  npm run district:leave -- CODE [--revoke-key]`;

const DEFAULT_DISTRICT = '511602';

const kitShape = z.object({
  /** Trial keys, and the last report of each district. */
  DISTRICT_KIT_DATA: z.string().default('.data/district-kit'),
  /** How many times as long a check waits, on a machine that does much else besides. */
  DISTRICT_KIT_PATIENCE: z.coerce.number().min(1).default(1),
});

const cityShape = z.object({
  GATEWAY_URL: z.url().default('http://127.0.0.1:4000/graphql'),
  /** Token of a city bureau account; without it the development issuer is asked for one. */
  CITY_BUREAU_TOKEN: z.string().optional(),
  DEV_ISSUER_URL: z.url().default('http://127.0.0.1:4010'),
});

const checkOptions = z
  .object({
    url: z.url().optional(),
    start: z.string().optional(),
    district: z.string().regex(/^\d{6}$/, '--district: expected six digits'),
    only: z
      .string()
      .transform((ids) => ids.split(','))
      .optional(),
    explain: z.string().optional(),
    settings: z.boolean(),
    report: z.string().optional(),
    /** Where the stand-in for the city listens; 0 lets the system choose. */
    port: z.coerce.number().int().min(0).max(65_535),
  })
  .refine(
    ({ url, start, explain, settings }) =>
      [url, start, explain].filter((each) => each !== undefined).length + Number(settings) === 1,
    USAGE,
  );

export type CityAccess = z.output<typeof cityShape>;
export type CheckOptions = z.output<typeof checkOptions> & {
  /** PATH and the like, for a system that the kit starts. */
  inheritedEnv: Record<string, string>;
  folder: string;
  /** How many times as long as usual anything may take. */
  patience: number;
};

export type KitCommand =
  | { command: 'check'; options: CheckOptions }
  | {
      command: 'join';
      code: string;
      url: string;
      keyFile: string | null;
      report: string | null;
      folder: string;
      city: CityAccess;
    }
  | { command: 'leave'; code: string; revokesKey: boolean; city: CityAccess };

/** @throws Error that says how to call the command */
export function readKitConfig(args: readonly string[] = process.argv.slice(2)): KitCommand {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      district: { type: 'string', default: DEFAULT_DISTRICT },
      start: { type: 'string' },
      only: { type: 'string' },
      explain: { type: 'string' },
      settings: { type: 'boolean', default: false },
      report: { type: 'string' },
      port: { type: 'string', default: '4610' },
      key: { type: 'string' },
      'revoke-key': { type: 'boolean', default: false },
    },
  });
  const [command, first, second] = positionals;
  const city = readConfig(cityShape, process.env);
  const kit = readConfig(kitShape, process.env);
  const folder = kit.DISTRICT_KIT_DATA;
  if (command === 'check') {
    const parsed = checkOptions.safeParse({ ...values, url: first });
    if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? USAGE);
    const patience = kit.DISTRICT_KIT_PATIENCE;
    return { command, options: { ...parsed.data, inheritedEnv: inheritedEnv(), folder, patience } };
  }
  if (command === 'join' && first && second)
    return {
      command,
      code: first,
      url: second,
      keyFile: values.key ?? null,
      report: values.report ?? null,
      folder,
      city,
    };
  if (command === 'leave' && first)
    return { command, code: first, revokesKey: values['revoke-key'], city };
  throw new Error(USAGE);
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(
    ['PATH', 'HOME', 'LANG', 'PYTHONPATH', 'PYENV_ROOT', 'NODE_OPTIONS'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
