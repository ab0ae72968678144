import type { Profile } from '../../kit/profile/profile.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { toSearch, type CasePage } from '../cases/case.loaders.ts';
import { toPath } from '../categories/category.rules.ts';
import type { CaseworkContext } from '../context.ts';
import type { DocumentLink } from '../../kit/documents/document-desk.ts';
import type {
  ExportFormat,
  Language,
  QueryResolvers,
  StatisticsDimension,
  StatisticsFigureResolvers,
  StatisticsRateResolvers,
  StatisticsResolvers,
  StatisticsRowResolvers,
  UnitFigureResolvers,
  UnitStandingResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import { rowLabel } from './label.rules.ts';
import { MEASURE_NAMES, UNIT_MEASURE_NAMES } from './measure.rules.ts';
import { toPeriod } from './period.rules.ts';
import { RATE_NAMES, rateDefinition, RATES } from './rate.rules.ts';
import { readSelector, toSelector } from './selection.rules.ts';
import { requireAssessor, requireCounter } from './statistics.access.rules.ts';
import type { StatisticsExports } from './export/exports.ts';
import { countedSearch } from './statistics.loaders.ts';
import {
  figuresOf,
  type FigureOf,
  hotTopicsOf,
  partFiguresOf,
  ratesOf,
  requestStatistics,
  rowsOf,
  unitRankingOf,
} from './statistics.ts';

interface StatisticsResolverMap {
  Query: Pick<QueryResolvers<CaseworkContext>, 'statistics' | 'countedCases'>;
  Statistics: StatisticsResolvers<CaseworkContext>;
  StatisticsRow: StatisticsRowResolvers<CaseworkContext>;
  StatisticsFigure: StatisticsFigureResolvers<CaseworkContext>;
  StatisticsRate: StatisticsRateResolvers<CaseworkContext>;
  UnitStanding: UnitStandingResolvers<CaseworkContext>;
  UnitFigure: UnitFigureResolvers<CaseworkContext>;
}

interface Deps {
  profile: Profile;
  clock: Clock;
  exports: StatisticsExports;
}

const LEVELS: Partial<Record<number, StatisticsDimension>> = {
  1: 'CATEGORY',
  2: 'SUBCATEGORY',
  3: 'TOPIC',
};

export function createStatisticsResolvers(deps: Deps): StatisticsResolverMap {
  const figure = createFigureFields(deps);
  return {
    Query: createQueries(deps),
    Statistics: createTotalResolvers(deps),
    StatisticsRow: {
      label: (row, { language }) => rowLabel(deps.profile, row, language),
      unit: ({ dimension, key }) =>
        key !== null && (dimension === 'UNIT' || dimension === 'DISTRICT') ? toUnit(key) : null,
      figures: (row, { of }) => figuresOf(row.request, row, of ?? MEASURE_NAMES),
      rates: (row, { of }) => ratesOf(row.request, row, of ?? RATE_NAMES),
    },
    StatisticsFigure: figure,
    UnitFigure: figure,
    StatisticsRate: {
      name: ({ rate }, { language }) => RATES[rate].name[language],
      definition: ({ rate }, { language }) => rateDefinition(rate, language),
    },
    UnitStanding: {
      unit: ({ unitId }) => toUnit(unitId),
      figures: (standing, { of }) => partFiguresOf(standing, of ?? UNIT_MEASURE_NAMES),
    },
  };
}

function createQueries({ profile, clock }: Deps): StatisticsResolverMap['Query'] {
  const { policies } = profile;
  return {
    statistics: (_root, { period, filter }, { actor, loaders }) => {
      requireCounter(actor);
      const now = clock.now();
      const search = toSearch(actor, filter, now);
      return requestStatistics({ policies, loaders }, toPeriod(policies, period, now), search);
    },
    countedCases: (_root, { selector, ...page }, { actor, loaders }) => {
      requireCounter(actor);
      const { from, to, asOf, filter, by } = readSelector(selector);
      const search = toSearch(actor, filter, new Date(asOf));
      return loaders.casePage(countedSearch(policies, { from, to, search }, by), page);
    },
  };
}

function createTotalResolvers({ exports }: Deps): StatisticsResolvers<CaseworkContext> {
  return {
    asOf: ({ selection }) => selection.search.now,
    figures: (request, { of }) => figuresOf(request, null, of ?? MEASURE_NAMES),
    rates: (request, { of }) => ratesOf(request, null, of ?? RATE_NAMES),
    by: (request, { dimension }) => rowsOf(request, dimension),
    hotTopics: async (request, { level, first }, { loaders }) => {
      const dimension = LEVELS[level];
      if (!dimension) throw badUserInput('level', '1 to 3', String(level));
      const size = checkPageSize(first);
      const topics = (await hotTopicsOf(request, loaders, dimension)).slice(0, size);
      return topics.map(async ({ key, countBefore }) => {
        const [figure] = await figuresOf(request, { dimension, key }, ['RECEIVED']);
        if (!figure) throw new Error('expected the figure asked for, got none');
        return { category: toPath(key), figure, countBefore };
      });
    },
    unitRanking: (request, _args, { actor, loaders }) => {
      requireAssessor(actor);
      return unitRankingOf(request, loaders);
    },
    export: (request, { format, dimension, language }) =>
      exports.linkTable(request, { format, dimension: dimension ?? null, language }),
  };
}

interface InLanguage {
  language: Language;
}

/** Fields that both sorts of figures have. */
interface FigureFields {
  name: (figure: FigureOf<string>, args: InLanguage) => string;
  definition: (figure: FigureOf<string>, args: InLanguage) => string;
  selector: (figure: FigureOf<string>) => string;
  cases: (
    figure: FigureOf<string>,
    page: { first: number; after?: string | null | undefined },
    context: CaseworkContext,
  ) => Promise<CasePage>;
  export: (
    figure: FigureOf<string>,
    args: InLanguage & { format: ExportFormat },
  ) => Promise<DocumentLink>;
}

function createFigureFields({ profile, exports }: Deps): FigureFields {
  return {
    name: ({ texts }, { language }) => texts.name[language],
    definition: ({ texts }, { language }) => texts.definition[language],
    selector: ({ selection, by }) => toSelector(selection, by),
    cases: ({ selection, by }, page, { loaders }) =>
      loaders.casePage(countedSearch(profile.policies, selection, by), {
        orderBy: 'SUBMITTED_AT_DESC',
        ...page,
      }),
    export: (figure, { format, language }) => exports.linkCases(figure, { format, language }),
  };
}
