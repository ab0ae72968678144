import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../../journeys/support/eventually.ts';
import { codesOf, LI } from '../mailbox-world.ts';
import { openScanner } from '../../../../../subgraphs/kit/mailbox/attachments/scan/open-scanner.ts';
import { openAttachmentWorld, PNG, type AttachmentWorld } from './attachment-world.ts';
import { HARM, startClamd, startHttpScanner } from './scan-servers.ts';

const HARMFUL = Buffer.concat([PNG, Buffer.from(HARM)]);

/** Waits until what is PENDING of the mailbox has been looked at. */
async function scanned(world: AttachmentWorld): Promise<void> {
  world.mayor.clock.run();
  for (;;) {
    const pending = await world.mayor.read("select 1 from attachment where state = 'PENDING'");
    if (pending.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.each([
  ['ClamAV', startClamd],
  ['a scanner over HTTP', startHttpScanner],
])('a file that %s looks at', (_name, start) => {
  it('goes out where nothing is found, byte for byte as it was looked at', async () => {
    await using scanner = await start();
    const world = await openAttachmentWorld({ scanUrl: scanner.url });
    await using _mayor = world.mayor;
    const picture = Buffer.concat([PNG, randomBytes(1_500_000)]);
    const petition = await world.petitionWith([await world.upload(picture)]);
    await scanned(world);
    expect(scanner.seen.map((file) => file.equals(picture))).toEqual([true]);
    const [attached] = (await world.see(LI, petition))!;
    expect(attached).toMatchObject({ state: 'CLEAN', scanNote: null });
    const response = await fetch(`${world.mayor.url}${attached!.download!.url}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
  });

  it('goes to nobody where something is found, and no letter may refer to it any more', async () => {
    await using scanner = await start();
    const world = await openAttachmentWorld({ scanUrl: scanner.url });
    await using _mayor = world.mayor;
    scanner.isDown = true;
    const [early, late] = [await world.upload(HARMFUL), await world.upload(HARMFUL)];
    const petition = await world.petitionWith([early]);
    scanner.isDown = false;
    await scanned(world);
    const [attached] = (await world.see(LI, petition))!;
    expect(attached).toMatchObject({
      state: 'INFECTED',
      scanNote: 'Win.Test.Harm',
      download: null,
    });
    expect(codesOf(await world.send([late]))).toEqual(['BAD_USER_INPUT']);
  });

  it('waits while the scanner is down, and is looked at once it is back', async () => {
    await using scanner = await start();
    scanner.isDown = true;
    const world = await openAttachmentWorld({ scanUrl: scanner.url });
    await using _mayor = world.mayor;
    world.mayor.clock.run();
    const petition = await world.petitionWith([await world.upload()]);
    while (scanner.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await world.see(LI, petition))![0]).toMatchObject({ state: 'PENDING', download: null });
    scanner.isDown = false;
    await scanned(world);
    expect((await world.see(LI, petition))![0]).toMatchObject({ state: 'CLEAN' });
  });

  it('is held while nobody listens where the scanner should be, and its letter is taken all the same', async () => {
    await using scanner = await start();
    await scanner.stop();
    const world = await openAttachmentWorld({ scanUrl: scanner.url });
    await using _mayor = world.mayor;
    world.mayor.clock.run();
    const petition = await world.petitionWith([await world.upload(HARMFUL)]);
    await eventually(async () => {
      const tries = "select 1 from outbox where topic = 'attachment.scan' and attempts > 1";
      return (await world.mayor.read(tries)).length > 0;
    });
    expect(await world.see(LI, petition)).toMatchObject([{ state: 'PENDING', download: null }]);
    await scanner.start();
    await scanned(world);
    expect(await world.see(LI, petition)).toMatchObject([{ state: 'INFECTED', download: null }]);
  });
});

describe('a file that ClamAV does not want to the end', () => {
  it('is held, and looked at once ClamAV takes files of its size', async () => {
    await using scanner = await startClamd();
    scanner.maxBytes = 1_000_000;
    const world = await openAttachmentWorld({ scanUrl: scanner.url });
    await using _mayor = world.mayor;
    world.mayor.clock.run();
    const large = Buffer.concat([PNG, randomBytes(1_500_000), Buffer.from(HARM)]);
    const petition = await world.petitionWith([await world.upload(large)]);
    await eventually(() => Promise.resolve(scanner.cut > 1));
    expect(await world.see(LI, petition)).toMatchObject([{ state: 'PENDING', download: null }]);
    scanner.maxBytes = 25_000_000;
    await scanned(world);
    expect(await world.see(LI, petition)).toMatchObject([{ state: 'INFECTED', download: null }]);
  });
});

describe('SCAN_URL', () => {
  it('names no scanner, ClamAV or one over HTTP, and nothing else', () => {
    expect(openScanner(null)).toBeNull();
    expect(() => openScanner('ftp://127.0.0.1/')).toThrow('clamd:, http: or https:');
  });
});
