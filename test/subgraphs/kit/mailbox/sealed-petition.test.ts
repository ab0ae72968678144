import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createMayor } from '../../../../subgraphs/mayor/subgraph.ts';
import { readConfig } from '../../../../subgraphs/kit/process/config.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import type { KeyRenewalSource } from '../../../../subgraphs/kit/secrecy/key-renewal.ts';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';
import { KeySourceError } from '../../../../subgraphs/kit/secrecy/key-source-error.ts';
import { keySourceSettings, readKeyRing } from '../../../../subgraphs/kit/secrecy/key-source.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { startKeyService, writtenRing } from '../secrecy/key-service-stand-in.ts';
import { CITY_BUREAU, letterInput, LI, openMailbox, type MailboxWorld } from './mailbox-world.ts';
import { createTestKeys } from './test-keys.ts';

const SUBMIT = `mutation ($letter: LetterInput!, $key: ID) {
  submitMayorPetition(letter: $letter, idempotencyKey: $key) { queryCode petition { id } } }`;
const READ = `query ($id: ID!) { mayorPetition(id: $id) {
  title content petitioner { name phone idNumber address } } }`;
const WRITER = {
  name: '李晓明',
  phone: '13900000001',
  idNumber: '11010519491231002X',
  address: '广安区思源大道 1 号',
};
const LETTER = {
  ...letterInput(),
  petitioner: WRITER,
  onBehalfOf: { name: '李老根', phone: '13900000002' },
  place: '花桥镇老街口',
  jointSignatories: ['张三丰', '赵敏儿'],
};
const PERSONAL = [
  LETTER.title,
  LETTER.content,
  ...Object.values(WRITER),
  ...LETTER.jointSignatories,
  ...Object.values(LETTER.onBehalfOf),
  LETTER.place,
].map(String);

async function dumpOf(mayor: MailboxWorld): Promise<string> {
  const tables = ['petition', 'outbox', 'command_receipt'];
  const dumps = tables.map((table) =>
    mayor.read(`select to_jsonb(t)::text as row from ${table} t`),
  );
  return JSON.stringify(await Promise.all(dumps));
}

async function open(keyRenewal?: KeyRenewalSource): Promise<MailboxWorld> {
  const renewal = keyRenewal && { keyRenewal };
  return openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor', ...renewal });
}

async function submit(mayor: MailboxWorld): Promise<{ id: string; queryCode: string }> {
  const { data } = await mayor.ask(LI, SUBMIT, { letter: LETTER, key: 'k1' });
  const receipt = data?.submitMayorPetition as { queryCode: string; petition: { id: string } };
  return { id: receipt.petition.id, queryCode: receipt.queryCode };
}

async function expectReadable(mayor: MailboxWorld, id: string): Promise<void> {
  const { data } = await mayor.ask(CITY_BUREAU, READ, { id });
  const { title, content } = LETTER;
  expect(data?.mayorPetition).toEqual({ title, content, petitioner: WRITER });
}

describe('R96 the database of a mailbox', () => {
  it('holds nothing that is personal, nor the query code, in the open', async () => {
    await using mayor = await open();
    const { id, queryCode } = await submit(mayor);
    const dump = await dumpOf(mayor);
    expect(dump).toContain(id);
    for (const text of [...PERSONAL, queryCode]) expect(dump).not.toContain(text);
    await expectReadable(mayor, id);
  });

  it('opens with keys of a key service what was sealed with the same from the environment', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    const body = JSON.stringify({ data: { data: writtenRing(mayor.personalDataKeys) } });
    await using service = await startKeyService(() => ({ status: 200, body }));
    const settings = readConfig(z.object(keySourceSettings), {
      PERSONAL_DATA_KEYS: '',
      PERSONAL_DATA_KEYS_URL: service.url,
    });
    await mayor.restart(await readKeyRing(settings, createLog('test', 'silent')));
    await expectReadable(mayor, id);
  });

  it('is sealed anew when a new key comes, after which the old key may go', async () => {
    await using mayor = await open();
    const rings = createTestKeys('first', 'second');
    await mayor.restart({ ...rings, current: 'first' });
    const { id, queryCode } = await submit(mayor);
    await mayor.restart(rings);
    await expectReadable(mayor, id);
    await eventually(async () => !(await dumpOf(mayor)).includes('sealed:first:'));
    const [, second] = [...rings.keys];
    if (!second) throw new Error('expected two keys');
    await mayor.restart({ ...rings, keys: new Map([second]) });
    await expectReadable(mayor, id);
    // a retry still gets its first receipt
    expect(await submit(mayor)).toEqual({ id, queryCode });
  });

  it('is sealed anew while the process runs, once the source of its keys has another current one', async () => {
    let source: (() => KeyRing) | null = null;
    const reread = async (): Promise<KeyRing> => {
      if (source) return source();
      throw new KeySourceError('KEYS_UNREACHABLE', 'not yet');
    };
    await using mayor = await open({ reread, everyMs: 5 });
    const { id, queryCode } = await submit(mayor);
    const first = mayor.personalDataKeys;
    const second = { ...createTestKeys('second'), index: first.index };
    source = () => second;
    await eventually(async () => {
      const dump = await dumpOf(mayor);
      return dump.includes('sealed:second:') && !dump.includes('sealed:first:');
    });
    await expectReadable(mayor, id);
    expect(await submit(mayor)).toEqual({ id, queryCode });
  });

  it('is sealed where letters are older than any key', async () => {
    await using mayor = await open();
    const { id } = await submit(mayor);
    const older = {
      title: '旧标题',
      content: '旧内容',
      place: null,
      petitioner: { ...WRITER, name: '孙悟空' },
      beneficiary: null,
      jointSignatories: ['猪八戒'],
      representatives: [],
    };
    await mayor.read(`update petition set sealed = '${JSON.stringify(older)}' returning id`);
    await mayor.restart(createTestKeys('first'));
    await eventually(async () => {
      const dump = await dumpOf(mayor);
      return !['旧标题', '旧内容', '孙悟空', '猪八戒'].some((text) => dump.includes(text));
    });
    const { data } = await mayor.ask(CITY_BUREAU, READ, { id });
    expect(data?.mayorPetition).toMatchObject({ title: '旧标题', petitioner: { name: '孙悟空' } });
  });
});
