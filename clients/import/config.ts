import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../../subgraphs/kit/process/config.ts';
import { profileFolder } from '../../subgraphs/kit/profile/profile-folder.ts';

const shape = z.object({
  GATEWAY_URL: z.url().default('http://127.0.0.1:4000/graphql'),
  /** Token of a city bureau account; without it the development issuer is asked for one. */
  IMPORT_TOKEN: z.string().optional(),
  DEV_ISSUER_URL: z.url().default('http://127.0.0.1:4010'),
  PROFILE: z.string().default('guangan').transform(profileFolder),
});

/** Letters to be counted out by hand. */
const SAMPLE_SIZE = 10;

export type ImportConfig = z.output<typeof shape> & { file: string; sample: number };

/** @throws Error that says how to call the command */
export function readImportConfig(): ImportConfig {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { sample: { type: 'boolean', default: false } },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new Error('usage: npm run import -- FILE.jsonl [--sample]');
  return { ...readConfig(shape, process.env), file, sample: values.sample ? SAMPLE_SIZE : 0 };
}
