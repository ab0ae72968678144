import { describe, expect, it } from '@jest/globals';
import { createLoaders } from '../../../../subgraphs/casework/context.ts';
import { openCaseworkOrm } from '../../../../subgraphs/casework/database.ts';
import { createPetitionResolvers } from '../../../../subgraphs/casework/petitions/petition.resolvers.ts';
import { petitionStub } from '../../../../subgraphs/casework/petitions/petition-stub.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { cityBureau } from '../support/actors.ts';

describe('a batch of petitions', () => {
  it('costs one query, whichever of its fields are asked for', async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await createTestDatabase());
    const log = createLog('casework', 'silent');
    const orm = await openCaseworkOrm({
      databaseUrl: database.url,
      vault: createVault(createTestKeys('first')),
      log,
    });
    resources.defer(() => orm.close());
    const connection = orm.em.getConnection();
    const execute = connection.execute.bind(connection) as (...args: unknown[]) => Promise<never>;
    let queries = 0;
    connection.execute = (...args: unknown[]) => {
      queries += 1;
      return execute(...args);
    };
    const context = {
      actor: cityBureau,
      requestId: 'r',
      log,
      loaders: createLoaders(orm.em.fork()),
    };
    const stubs = ['mayor:1', 'national:2', 'district:511602:3', 'mayor:4'].map(petitionStub);
    const unasked = () => Promise.reject(new Error('no form is asked for'));
    const resolvers = createPetitionResolvers({
      assignmentForm: unasked,
      supervisionForm: unasked,
      suggestedUnits: unasked,
    });
    const fields = resolvers.MayorPetition as Record<
      'handlingUnits' | 'case',
      (stub: object, args: object, context: object) => Promise<unknown>
    >;
    const answers = await Promise.all(
      stubs.flatMap((stub) => [
        fields.handlingUnits(stub, {}, context),
        fields.case(stub, {}, context),
      ]),
    );
    expect(answers).toEqual(Array(8).fill(null));
    expect(queries).toBe(1);
  });
});
