import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, print, visit } from 'graphql';
import { ALL_CASES } from '../../../clients/district-kit/check/all-cases.ts';
import { compareContract } from '../../../clients/district-kit/check/compare-contract.ts';
import { reportShape } from '../../../clients/district-kit/report/report.ts';
import { readDistrictContractSdl } from '../../../schema/sdl.ts';
import { PATIENCE, STARTER } from './support/run-kit.ts';

const PLANT = new URL('./support/plant-fault.ts', import.meta.url).href;
const KIT = 'clients/district-kit/main.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'district-kit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number;
  output: string;
}

/** Runs the command as one does. */
const runKit = (...args: string[]): Promise<Ended> => run(process.execPath, [KIT, ...args]);
const runShell = (command: string): Promise<Ended> => run('/bin/sh', ['-c', command]);

async function run(program: string, args: string[]): Promise<Ended> {
  const child = spawn(program, args, {
    env: {
      ...process.env,
      DISTRICT_KIT_DATA: folder,
      DISTRICT_KIT_PATIENCE: String(PATIENCE),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

/** What a district's system keeps, takes and gives of a letter. */
const LETTER_TYPES = [
  'LetterInput',
  'PetitionerInput',
  'HistoricalLetterInput',
  'SubmissionReceipt',
  'ImportResult',
  'RejectedLetter',
];

function definitionOf(type: string, sdl: string): string {
  const found = parse(sdl).definitions.find((node) => 'name' in node && node.name.value === type);
  if (!found) throw new Error(`expected ${type} in the contract`);
  return print(found);
}

/** Types and fields; of root fields the arguments too. */
function namesIn(sdl: string): string[] {
  const names: string[] = [];
  visit(parse(sdl), {
    SchemaExtension: () => false,
    DirectiveDefinition: () => false,
    ObjectTypeDefinition: ({ name }) => {
      if (name.value !== 'Query' && name.value !== 'Mutation') names.push(name.value);
    },
    InputObjectTypeDefinition: ({ name }) => void names.push(name.value),
    FieldDefinition: ({ name }) => void names.push(name.value),
    InputValueDefinition: ({ name }) => void names.push(name.value),
  });
  return names;
}

const read = (name: string): Promise<string> => readFile(join(folder, '511602', name), 'utf8');

describe('R13 the district check as a command', () => {
  it('passes with 0, and its page asks for nothing from outside', async () => {
    const { code, output } = await runKit(
      'check',
      '--start',
      `node ${STARTER}`,
      '--only',
      'L1-SDL',
    );
    expect([code, output]).toEqual([0, expect.stringContaining('通过  L1-SDL')]);
    const html = await read('report.html');
    expect(html).toContain('lang="zh-CN"');
    expect(html).not.toMatch(/<(script|link|img|iframe)\b|\burl\(|@import|\s(src|href)=/i);
  });

  it('fails with 1 where a MUST is not met: what was expected, what came, how to mend it', async () => {
    const fault = encodeURIComponent('letters to any district are taken');
    const { code, output } = await runKit(
      'check',
      '--start',
      `node --import '${PLANT}?fault=${fault}' ${STARTER}`,
      '--only',
      'L1-HTTP,L2-ROUTING-ARGUMENT',
    );
    expect([code, output]).toEqual([1, expect.stringContaining('怎么改')]);
    const report = reportShape.parse(JSON.parse(await read('report.json')));
    expect(report).toMatchObject({ exitCode: 1, isComplete: false, district: '511602' });
    const [http, routing] = report.results;
    expect(http).toMatchObject({ id: 'L1-HTTP', verdict: 'passed' });
    expect(routing).toMatchObject({ id: 'L2-ROUTING-ARGUMENT', verdict: 'failed' });
    expect(routing?.exchanges[0]?.request).toContain('submitDistrictPetition');
    expect(routing?.exchanges[0]?.response).toContain('HTTP 200');
    expect(await read('report.html')).toContain('submitDistrictPetition');
    expect(await read('junit.xml')).toContain('failures="1" errors="0" skipped="0"');
    expect(JSON.parse(await read('report.schema.json'))).toMatchObject({ type: 'object' });
    // Tokens are for the system under trial alone.
    expect(JSON.stringify(report)).not.toContain('eyJ');
  });

  it('ends with 2 where nothing answers, or the command is not one', async () => {
    const away = await runKit('check', 'http://127.0.0.1:1/graphql', '--port', '0');
    expect([away.code, away.output]).toEqual([2, expect.stringContaining('没有应答')]);
    const unknown = await runKit('check', 'http://127.0.0.1:1/graphql', '--only', 'L9-NONE');
    expect([unknown.code, unknown.output]).toEqual([2, expect.stringContaining('L9-NONE')]);
    expect((await runKit('check')).output).toContain('usage');
  });

  it('explains a case, and says what to start a system with', async () => {
    const explained = await runKit('check', '--explain', 'L2-ENTITY-ORDER');
    expect(explained).toEqual({ code: 0, output: expect.stringContaining('contract.md#entities') });
    const settings = await runKit('check', '--settings', '--district', '511621');
    expect(settings.output).toMatch(/^DISTRICT='511621'$/m);
    expect(settings.output).toMatch(/^CASEWORK_URL='http:\/\/127\.0\.0\.1:4610\/graphql'$/m);
  });
});

describe('R13 the pages of the district kit', () => {
  it('name every type, field, argument and input of the contract', async () => {
    const page = await readFile('clients/district-kit/contract.md', 'utf8');
    const named = new Set(
      page
        .match(/`[^`]+`/g)
        ?.join()
        .match(/\w+/g),
    );
    const sdl = await readFile('schema/districts.graphql', 'utf8');
    const ofLetters = await readFile('schema/mailbox.graphql', 'utf8');
    const names = [
      ...namesIn(sdl),
      ...LETTER_TYPES.flatMap((type) => namesIn(definitionOf(type, ofLetters))),
    ];
    expect(names.length).toBeGreaterThan(80);
    expect(names.filter((name) => !named.has(name))).toEqual([]);
  });

  it('show a quick start that works as it is pasted', async () => {
    const page = await readFile('clients/district-kit/README.md', 'utf8');
    const commands = page.match(/^npm run district:check .*--(start|settings) .*$/gm) ?? [];
    expect(commands.length).toBeGreaterThanOrEqual(4);
    for (const command of commands.filter((one) => !one.includes('python3'))) {
      const short = command.includes('--start') ? ' --only L1-HTTP,L2-SUBMIT-RECEIPT' : '';
      const { code, output } = await runShell(`${command}${short}`);
      expect([command, code, output]).toEqual([
        command,
        0,
        expect.stringMatching(/通过|DISTRICT=/),
      ]);
    }
  });
});

describe('R13 the cases of the district check', () => {
  it('have ids of their own, and each a section of the contract’s page', async () => {
    const ids = ALL_CASES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const page = await readFile('clients/district-kit/contract.md', 'utf8');
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(expect.arrayContaining(ALL_CASES.map(({ section }) => section)));
    for (const { id, level } of ALL_CASES) expect(id).toMatch(new RegExp(`^${level}-[A-Z-]+$`));
  });

  it.each([
    ['a field less', ['  submittedAt: DateTime!', ''], '缺少 DistrictPetition.submittedAt'],
    ['another type', ['sourceNumber: String', 'sourceNumber: ID'], 'sourceNumber 应为 String'],
    ['a value more', ['  ONLINE', '  ONLINE\n  FAX'], '多出 enum Channel.FAX'],
    ['a key less', ['@key(fields: "id")\n  @part', '@part'], '缺少 DistrictPetition @key'],
    [
      'an argument less',
      ['    idempotencyKey: ID\n', ''],
      'submitDistrictPetition(idempotencyKey:)',
    ],
  ] as const)('tell %s', (_what, [from, to], told) => {
    const contract = readDistrictContractSdl();
    expect(compareContract(contract, contract)).toEqual([]);
    expect(compareContract(contract, contract.replaceAll(from, to)).join()).toContain(told);
  });

  it('allow a system to serve more of its own', () => {
    const contract = readDistrictContractSdl();
    const more = `${contract}\nenum Mood { GOOD } type Extra { mood: Mood } extend type Query { extra: Extra }`;
    expect(compareContract(contract, more)).toEqual([]);
  });
});
