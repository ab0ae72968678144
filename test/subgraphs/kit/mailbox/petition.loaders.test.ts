import { describe, expect, it } from '@jest/globals';
import { createPetitionContext } from '../../../../subgraphs/kit/mailbox/petition.loaders.ts';
import { createPetitionId } from '../../../../subgraphs/kit/mailbox/petition-id.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createPetitionStore } from '../../../../subgraphs/kit/mailbox/petition.store.ts';
import { openOrm } from '../../../../subgraphs/kit/orm/open-orm.ts';
import { migrations } from '../../../../subgraphs/mayor/migrations/migrations.ts';
import {
  PetitionEntity,
  type PetitionRow,
} from '../../../../subgraphs/mayor/petitions/petition.entity.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { createReadableLog } from '../outbox/outbox-world.ts';
import { LI } from './mailbox-world.ts';
import { createAccessLogStore } from '../../../../subgraphs/kit/mailbox/access-log/access-log.store.ts';
import { createAttachmentStore } from '../../../../subgraphs/kit/mailbox/attachments/attachment.store.ts';
import { createMessageStore } from '../../../../subgraphs/kit/mailbox/messages/message.store.ts';
import { createGuessGuard } from '../../../../subgraphs/kit/query-codes/guess-guard.ts';
import { systemClock } from '../../../../subgraphs/kit/time/clock.ts';
import { createTestKeys } from './test-keys.ts';

function row(index: number): PetitionRow {
  return {
    id: createPetitionId('mayor'),
    mailbox: 'mayor',
    channel: 'ONLINE',
    type: 'HELP',
    title: `${index}`,
    content: '…',
    place: null,
    petitioner: { kind: 'PERSON', name: '李明华', phone: null, idNumber: null, address: null },
    beneficiary: null,
    jointSignatories: [],
    representatives: [],
    accusedUnits: [],
    entrance: 'PORTAL',
    publicityWish: 'PRIVATE',
    signatoryCount: 1,
    petitionerAccount: null,
    filedBy: null,
    queryCodeHash: `${index}`,
    submittedAt: new Date('2026-03-02T01:00:00Z'),
    sourceNumber: null,
    leader: null,
  };
}

describe('petition loader', () => {
  it('reads a hundred letters in one query, each at its place', async () => {
    await using database = await createTestDatabase();
    const { log, lines } = createReadableLog();
    const orm = await openOrm({
      databaseUrl: database.url,
      schema: 'mayor',
      entities: [PetitionEntity],
      migrations,
      log,
    });
    await using _closed = { [Symbol.asyncDispose]: () => orm.close() };
    const rows = Array.from({ length: 100 }, (_, index) => row(index));
    const vault = createVault(createTestKeys('one'));
    const store = createPetitionStore<PetitionRow>(orm, PetitionEntity, vault, {
      petitionBureau: 'department:petition-bureau',
      governmentOffice: 'department:government-office',
      disciplineInspection: null,
    });
    await store.insertNew(orm.em.fork(), rows);
    const nothing = () => Promise.resolve([]);
    const context = createPetitionContext<PetitionRow>({
      store,
      accessLog: createAccessLogStore(orm),
      attachments: {
        store: createAttachmentStore(orm, vault),
        linkDownload: () => Promise.reject(new Error('not asked for')),
      },
      messages: createMessageStore(orm, vault),
      guesses: createGuessGuard({ orm, clock: systemClock }),
      readModeration: nothing,
      readNotices: nothing,
      readPublicVersions: nothing,
    });
    const { petitions } = context({ actor: LI, requestId: 'r', client: null, log });
    orm.config.set('debug', ['query']);
    const before = lines.items.length;
    const wanted = [...rows.map(({ id }) => id), createPetitionId('mayor'), 'mayor:nonsense'];
    const found = await Promise.all(wanted.map((id) => petitions.byId(id)));
    expect(lines.items.slice(before)).toHaveLength(1);
    const keeping = { keptFrom: null, keptBy: null };
    expect(found).toEqual([...rows.map((stored) => ({ ...stored, ...keeping })), null, null]);
  });
});
