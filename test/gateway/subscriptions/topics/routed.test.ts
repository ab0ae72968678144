import { describe, expect, it } from '@jest/globals';
import type { Place } from '../../../../gateway/partitions/endpoints.ts';
import { routeUpstream } from '../../../../gateway/partitions/route-upstream.ts';
import { createUpstreamOpener } from '../../../../gateway/subscriptions/upstream/upstream.ts';
import { startLogServer } from './log-server.ts';
import { createWorld, until } from './topics-world.ts';

const RULES = {
  subgraph: 'log',
  entities: new Map<string, string>(),
  rootFields: new Map([['subscription.happened', 'kind']]),
};
const OF_KIND = `subscription ($kind: String, $after: String) {
  happened(kind: $kind, after: $after) { cursor }
}`;

describe('a subscription that a value routes', () => {
  it('is shared, resumed and caught up at the system of its district', async () => {
    await using own = await startLogServer({ watermarks: 'prompt' });
    await using city = await startLogServer({ watermarks: 'prompt' });
    const entries = [own.append(), own.append(), own.append()];
    const openerAt = ({ url }: { url: string }) =>
      createUpstreamOpener({ urlOf: () => url, signActor: null });
    const places: Record<string, Place> = {
      '511602': { kind: 'own', endpoint: null as never, url: own.url, partitions: ['511602'] },
    };
    const openUpstream = routeUpstream({
      currentRules: () => RULES,
      placeOf: (partition) => places[partition] ?? { kind: 'city' },
      city: openerAt(city),
      openerAt,
    });
    await using world = createWorld({ url: city.url, openUpstream });
    const variables = { kind: '511602' };
    const back = world.join({ query: OF_KIND, variables, after: entries[0]?.cursor ?? null });
    const literal = OF_KIND.replace('$kind: String, ', '').replace('$kind', '"511603"');
    const other = world.join({ query: literal });
    await until(() => back.cursors.length === 2, 'what was missed');
    expect(back.cursors).toEqual(entries.slice(1).map(({ cursor }) => cursor));
    await until(() => city.readers().length === 1, 'an upstream at the city');
    for (const reader of own.readers()) own.lose(reader);
    const [here, there] = [own.append(), city.append()];
    await until(() => back.cursors.length === 3 && other.cursors.length === 1, 'the next ones');
    expect([back.cursors.at(-1), other.cursors.at(-1)]).toEqual([here.cursor, there.cursor]);
    expect(city.opened()).toBe(1);
  });
});
