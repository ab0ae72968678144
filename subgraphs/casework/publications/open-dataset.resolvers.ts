import type { CaseworkContext } from '../context.ts';
import type { OpenDatasetResolvers } from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { OPEN_DATA_COLUMNS } from './open-data.columns.ts';

const DESCRIPTIONS = {
  ZH: '经审核公开的信访来信和答复，姓名、号码等个人信息已脱敏；检举控告和未公开的答复不在其中。',
  EN: 'Petition letters and their answers as released after review, names and numbers masked; without accusations and answers that are not public.',
};

/** What one may know of the open data before taking it. 数据集说明 */
export const openDatasetResolvers: OpenDatasetResolvers<CaseworkContext> = {
  title: ({ city }) => `${city.name}公开答复`,
  description: (_root, { language }) => DESCRIPTIONS[language],
  publisher: ({ city }) => toUnit(city.units.petitionBureau),
  licence: ({ city }) => city.openData?.licence ?? null,
  licenceUrl: ({ city }) => city.openData?.licenceUrl ?? null,
  count: (_root, _args, { loaders }) => loaders.publications.count({ conditions: [], query: null }),
  updatedAt: async (_root, _args, { loaders }) => {
    const { edges } = await loaders.publications.page({ first: 1 });
    return edges[0]?.node.place.releasedAt ?? null;
  },
  columns: () => [...OPEN_DATA_COLUMNS],
};
