import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { startCaseworkStandIn } from '../kit/mailbox/casework-stand-in.ts';
import { letterInput, LI, openMailbox, type MailboxWorld } from '../kit/mailbox/mailbox-world.ts';

const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { petition { id } }
}`;

async function submit(mayor: MailboxWorld): Promise<{ petition: { id: string } }> {
  const { data } = await mayor.ask(LI, SUBMIT, { letter: letterInput() });
  return data?.submitMayorPetition as { petition: { id: string } };
}

const open = () => openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });

describe('R23 casework down does not turn citizens away', () => {
  it('takes letters meanwhile and registers each once when casework is back', async () => {
    await using mayor = await open();
    mayor.clock.run();
    await mayor.stopCasework();
    const receipts = [await submit(mayor), await submit(mayor), await submit(mayor)];
    await using _back = await startCaseworkStandIn({
      keys: mayor.caseworkKeys,
      memory: mayor.casework,
      port: Number(new URL(mayor.caseworkUrl).port),
    });
    // Calls may be more, where an answer took too long: each letter counts once.
    await eventually(async () => mayor.casework.cases.size >= 3);
    expect([...mayor.casework.cases.keys()].sort()).toEqual(
      receipts.map(({ petition }) => petition.id).sort(),
    );
  });
});
