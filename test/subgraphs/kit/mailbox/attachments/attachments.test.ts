import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { createTestKeys } from '../test-keys.ts';
import { actorOf, CITY_BUREAU, codesOf, LI, WANG } from '../mailbox-world.ts';
import { openAttachmentWorld, PNG, type AttachmentWorld } from './attachment-world.ts';

const HOUSING = actorOf('DEPARTMENT', 'department:housing');
const NOON = '2026-03-02T04:00:00Z';

let world: AttachmentWorld;
beforeAll(async () => {
  world = await openAttachmentWorld();
});
afterAll(async () => world.mayor[Symbol.asyncDispose]());
beforeEach(async () => {
  world.mayor.clock.set(NOON);
  await world.mayor.read('delete from attachment where petition_id is null');
});

/** More than one piece of a megabyte, which begins as a picture. */
function largePicture(): Buffer {
  return Buffer.concat([PNG, randomBytes(2_500_000)]);
}

describe('an attachment', () => {
  it('is handed in by a link and comes back byte for byte, in the name it had', async () => {
    const picture = largePicture();
    const id = await world.upload(picture);
    const petition = await world.petitionWith([id]);
    const [attached] = (await world.see(LI, petition))!;
    expect(attached).toEqual({
      id,
      fileName: '照片.png',
      contentType: 'image/png',
      bytes: picture.length,
      state: 'CLEAN',
      scanNote: 'NOT_SCANNED',
      download: {
        url: expect.stringMatching(/^\/documents\/mayor\/[\w-]{43}$/),
        expiresAt: expect.any(String),
      },
    });
    const response = await fetch(`${world.mayor.url}${attached!.download!.url}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.png",
    );
  });

  it.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>1</script></html>'), {}],
    ['a program that calls itself a text', Buffer.from('MZ\0\0'), { contentType: 'text/plain' }],
    ['a picture that calls itself a text', PNG, { contentType: 'text/plain' }],
    ['fewer bytes than declared', PNG, { bytes: PNG.length + 1 }],
    ['more bytes than declared', PNG, { bytes: PNG.length - 1 }],
  ])('is refused, and nothing of it kept: %s', async (_what, bytes, file) => {
    const { id, url } = await world.link({ bytes: bytes.length, ...file });
    expect(await world.put(url, bytes)).toEqual({ status: 422, code: 'BAD_USER_INPUT' });
    const chunks = `select 1 from attachment_chunk where attachment_id = '${id}'`;
    expect(await world.mayor.read(chunks)).toEqual([]);
    expect(codesOf(await world.send([id]))).toEqual(['BAD_USER_INPUT']);
  });

  it('may be a text, in the encodings that people write', async () => {
    const text = { contentType: 'text/plain', fileName: '说明.txt' };
    const gb18030 = Buffer.from([0xb9, 0xe3, 0xb0, 0xb2]);
    for (const bytes of [Buffer.from('广安'), gb18030]) {
      const { url } = await world.link({ ...text, bytes: bytes.length });
      expect((await world.put(url, bytes)).status).toBe(204);
    }
  });

  it.each([
    ['file.contentType', { contentType: 'application/x-msdownload' }],
    ['file.fileName', { fileName: '../照片.png' }],
    ['file.fileName', { fileName: ' ' }],
    ['file.bytes', { bytes: 0 }],
  ])('%s is checked before anything is sent', async (argument, file) => {
    const { errors } = await world.declare(file);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('is as large and as many as the profile allows', async () => {
    expect((await world.declare({ bytes: 20_971_521 })).errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'attachmentBytes',
    });
    const many = Array.from({ length: 11 }, (_, index) => `mayor:attachment-${index}`);
    expect((await world.send(many)).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'letter.attachments',
    });
    for (let count = 0; count < 38; count += 1) await world.link();
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => world.declare()));
    const limits = atOnce.flatMap(({ errors = [] }) => errors.map((each) => each.extensions.limit));
    expect(limits).toEqual(Array(4).fill('openUploads'));
  });

  it('needs an account, and the right to write to the mailbox', async () => {
    expect(codesOf(await world.declare({}, actorOf('ANONYMOUS', null, '')))).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect(codesOf(await world.declare({}, actorOf('CITY_OFFICE')))).toEqual(['FORBIDDEN']);
  });

  it("belongs to one letter, and to nobody else's", async () => {
    const id = await world.upload();
    expect(codesOf(await world.send([id], WANG))).toEqual(['BAD_USER_INPUT']);
    await world.petitionWith([id]);
    const again = await world.send([id]);
    expect(again.errors?.[0]?.extensions.argument).toBe('letter.attachments.0');
  });

  it('is handed in once: what comes later by the link changes nothing', async () => {
    const { id, url } = await world.link();
    expect((await world.put(url, PNG)).status).toBe(204);
    expect((await world.put(url, Buffer.from('other'))).status).toBe(204);
    const petition = await world.petitionWith([id]);
    const [attached] = (await world.see(LI, petition))!;
    const response = await fetch(`${world.mayor.url}${attached!.download!.url}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
  });

  it('can be handed in again by the same link after it broke off', async () => {
    const { id, url } = await world.link();
    await world.put(url, PNG.subarray(0, 20));
    expect((await world.put(url, PNG)).status).toBe(204);
    await world.petitionWith([id]);
  });

  it('waits five minutes for its bytes and a day for a letter', async () => {
    const { url } = await world.link();
    const kept = await world.petitionWith([await world.upload()]);
    world.mayor.clock.set('2026-03-02T04:05:00Z');
    expect((await world.put(url, PNG)).status).toBe(404);
    world.mayor.clock.set('2026-03-03T04:00:01Z');
    await world.mayor.restart(createTestKeys('other'));
    // closing waits for what the start has begun; the next one forgets nothing of the tests to come
    world.mayor.clock.set(NOON);
    await world.mayor.restart(createTestKeys('other'));
    expect(await world.mayor.read('select 1 from attachment where petition_id is null')).toEqual(
      [],
    );
    expect(
      await world.mayor.read(`select 1 from attachment where petition_id = '${kept}'`),
    ).toHaveLength(1);
  });
});

describe('R96 an attachment', () => {
  it('is shown to those who may see who wrote, and noted when its link is made', async () => {
    const petition = await world.petitionWith([await world.upload()]);
    expect(await world.see(WANG, petition)).toBeNull();
    expect(await world.see(HOUSING, petition, ['department:transport'])).toBeNull();
    expect(await world.see(HOUSING, petition, ['department:housing'])).toHaveLength(1);
    expect(await world.see(CITY_BUREAU, petition)).toHaveLength(1);
    const log = await world.mayor.read<{ role: string; parts: string[] }>(
      `select role, parts from access_log where petition_id = '${petition}' order by id`,
    );
    expect(log).toEqual([
      { role: 'DEPARTMENT', parts: ['ATTACHMENT'] },
      { role: 'CITY_BUREAU', parts: ['ATTACHMENT'] },
    ]);
  });

  it('stands in the database without its name and its bytes', async () => {
    const text = Buffer.from('姚建国的身份证');
    await world.upload(text, { contentType: 'text/plain', fileName: '姚建国.txt' });
    const rows = await world.mayor.read<{ sealed: Buffer | string }>(
      'select sealed::text as sealed from attachment union all select sealed::text from attachment_chunk',
    );
    const kept = rows.map(({ sealed }) => String(sealed)).join(' ');
    for (const words of ['姚建国', text.toString('hex')]) expect(kept).not.toContain(words);
  });
});

describe('R96 in the course of years, an attachment', () => {
  it('stays readable when the keys of the mailbox change, without a touch of its bytes', async () => {
    const [former, next] = [createTestKeys('former'), createTestKeys('next')];
    const both = { ...next, keys: new Map([...former.keys, ...next.keys]) };
    const world = await openAttachmentWorld();
    await using _mayor = world.mayor;
    await world.mayor.restart(former);
    const petition = await world.petitionWith([await world.upload()]);
    const ofLetter = `from attachment where petition_id = '${petition}'`;
    const sealed = async () =>
      (await world.mayor.read<{ sealed: string }>(`select sealed ${ofLetter}`))[0]!.sealed;
    const chunks = `select sealed::text from attachment_chunk where attachment_id = (select id ${ofLetter})`;
    const before = await world.mayor.read(chunks);
    await world.mayor.restart(both);
    await eventually(async () => (await sealed()).startsWith('sealed:next:'));
    expect(await world.mayor.read(chunks)).toEqual(before);
    const [attached] = (await world.see(LI, petition))!;
    const response = await fetch(`${world.mayor.url}${attached!.download!.url}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
  });

  it('goes when nobody may be found by its letter any more', async () => {
    const keys = createTestKeys('only');
    const world = await openAttachmentWorld();
    await using _mayor = world.mayor;
    await world.mayor.restart(keys);
    const petition = await world.petitionWith([await world.upload()]);
    const files = `select 1 from attachment where petition_id = '${petition}'`;
    expect(await world.mayor.read(files)).toHaveLength(1);
    world.mayor.clock.set('2036-03-02T04:00:01Z');
    await world.mayor.restart(keys);
    await eventually(async () => (await world.mayor.read(files)).length === 0);
  });
});
