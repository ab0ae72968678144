import type { Clock } from '../../kit/time/clock.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  PublishedFigureResolvers,
  PublishedRowResolvers,
  QueryResolvers,
  ResolversTypes,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { rowLabel } from './label.rules.ts';
import { MEASURES } from './measure.rules.ts';
import { toPeriod, type Period } from './period.rules.ts';
import { PUBLISHED_MEASURES, publishRows, publishTotal, requireOver } from './published.rules.ts';
import type { StatisticsLoaders } from './statistics.loaders.ts';
import { requestStatistics } from './statistics.ts';

type Published = Awaited<ResolversTypes['PublishedStatistics']>;

/** Anybody may ask, however often: a period that is over is counted anew after so long. */
const KEPT_MS = 10 * 60_000;
const KEPT_MOST = 100;

export function createPublishedResolvers(deps: { profile: Profile; clock: Clock }): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'publishedStatistics'>;
  PublishedRow: PublishedRowResolvers<CaseworkContext>;
  PublishedFigure: PublishedFigureResolvers<CaseworkContext>;
} {
  const { profile, clock } = deps;
  const kept = new Map<string, { asOf: Date; published: Promise<Published> }>();
  return {
    Query: {
      publishedStatistics: (_root, { period: input }, { loaders }) => {
        const now = clock.now();
        const period = toPeriod(profile.policies, input, now);
        requireOver(period, now);
        const name = `${period.kind}:${period.label}`;
        const known = kept.get(name);
        if (known && now.getTime() - known.asOf.getTime() < KEPT_MS) return known.published;
        const published = count({ profile, loaders }, period, now);
        if (kept.size >= KEPT_MOST) kept.clear();
        kept.set(name, { asOf: now, published });
        published.catch(() => kept.delete(name));
        return published;
      },
    },
    PublishedRow: {
      label: (row, { language }) => rowLabel(profile, row, language),
      unit: ({ dimension, key }) => (dimension === 'UNIT' ? toUnit(key) : null),
    },
    PublishedFigure: {
      name: ({ measure }, { language }) => MEASURES[measure].name[language],
      definition: ({ measure }, { language }) => MEASURES[measure].definition[language],
    },
  };
}

async function count(
  { profile, loaders }: { profile: Profile; loaders: StatisticsLoaders },
  period: Period,
  asOf: Date,
): Promise<Published> {
  const search = { actor: 'THE_CITY' as const, filter: {}, now: asOf };
  const request = requestStatistics({ policies: profile.policies, loaders }, period, search);
  const [total, types, units] = await Promise.all([
    request.counted(null, PUBLISHED_MEASURES),
    request.counted('TYPE', PUBLISHED_MEASURES),
    request.counted('UNIT', PUBLISHED_MEASURES),
  ]);
  const { figures, onTimePercent } = publishTotal(total);
  return {
    period,
    asOf,
    total: figures,
    onTimePercent,
    byType: publishRows('TYPE', types, true),
    byUnit: publishRows('UNIT', units, false),
  };
}
