import type { EntityManager } from '@mikro-orm/postgresql';
import { describe, expect, it } from '@jest/globals';
import { readBounds, readEvents } from '../../../../subgraphs/casework/events/event-log.store.ts';
import type { Position } from '../../../../subgraphs/casework/events/event-position.ts';
import { readTold } from '../../../../subgraphs/casework/notices/notice.store.ts';
import { readOutcomes } from '../../../../subgraphs/casework/outcomes/outcome.store.ts';
import { openTrialCasework } from './trial-casework.ts';

type ReadOn = (em: EntityManager, after: Position) => Promise<{ next: Position }>;

const READERS: Record<string, ReadOn> = {
  events: (em, after) => readEvents(em, after, null, 10),
  notices: (em, after) => readTold(em, 'mayor:', after, 10),
  outcomes: (em, after) => readOutcomes(em, { mailbox: 'mayor', after, limit: 10 }),
};

describe('the place from which the log is read on', () => {
  it.each(Object.keys(READERS))(
    'never lies before the one it was read from: %s',
    async (reader) => {
      await using casework = await openTrialCasework();
      const em = casework.orm.em.fork();
      const { end } = await readBounds(em);
      // As if a transaction were open now that was known as a stranger's before.
      const ahead = { xid: String(BigInt(end.xid) + 1_000_000n), seq: '7' };
      expect((await READERS[reader]!(em, ahead)).next).toEqual(ahead);
      const begin = { xid: '0', seq: '0' };
      expect((await READERS[reader]!(em, begin)).next).not.toEqual(begin);
    },
  );
});
