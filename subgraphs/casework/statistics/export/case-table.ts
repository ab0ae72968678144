import type { Profile } from '../../../kit/profile/profile.ts';
import { unitName } from '../../units/unit.ts';
import { valueLabel } from '../label.rules.ts';
import type { Bilingual } from '../measure.rules.ts';
import type { ExportedCase } from './case-rows.store.ts';
import { shanghaiTimestamp } from './shanghai-timestamp.ts';
import type { Cell, Table } from './table.ts';

type Language = keyof Bilingual;

interface Column {
  header: Bilingual;
  cell: (row: ExportedCase, language: Language, profile: Profile) => Cell;
}

/** The cases that a figure counts, one row each. */
export function caseTable(
  profile: Profile,
  given: { title: string; notes: readonly string[]; asOf: Date; language: Language },
  cases: AsyncIterable<ExportedCase>,
): Table {
  const { language } = given;
  return {
    title: `${profile.city.name} ${given.title}`,
    headers: COLUMNS.map(({ header }) => header[language]),
    rows: cellsOf(profile, language, cases),
    notes: [
      ...given.notes,
      language === 'ZH'
        ? `截止时间（北京时间）: ${shanghaiTimestamp(given.asOf)}`
        : `Cut-off time (Asia/Shanghai): ${shanghaiTimestamp(given.asOf)}`,
    ],
  };
}

async function* cellsOf(
  profile: Profile,
  language: Language,
  cases: AsyncIterable<ExportedCase>,
): AsyncGenerator<Cell[]> {
  for await (const row of cases) yield COLUMNS.map(({ cell }) => cell(row, language, profile));
}

const COLUMNS: readonly Column[] = [
  column('登记编号', 'Registration number', ({ registrationNumber }) => registrationNumber),
  column('信箱', 'Mailbox', ({ mailbox }, language) => valueLabel(mailbox, language)),
  column(
    '信箱单位',
    "Mailbox's unit",
    ({ mailboxUnit }, _language, profile) => mailboxUnit && unitName(profile, mailboxUnit),
  ),
  column('承办单位', 'Handling units', ({ handlingUnits }, language, profile) =>
    handlingUnits.map((unit) => unitName(profile, unit)).join(language === 'ZH' ? '、' : ', '),
  ),
  column('渠道', 'Channel', ({ channel }, language) => valueLabel(channel, language)),
  column('信访类别', 'Type', ({ type }, language) => valueLabel(type, language)),
  column('内容分类', 'Category', ({ category }) => category),
  column('状态', 'State', ({ state }, language) => valueLabel(state, language)),
  column('人数', 'Signatories', ({ signatories }) => signatories),
  column('重复', 'Repeated', ({ isRepeat }, language) => yesOrNo(isRepeat, language)),
  column('提交时间', 'Submitted', ({ submittedAt }) => submittedAt),
  // Limits end with the end of a day, which is the next day's first instant.
  column('办理期限', 'Due', ({ dueAt }) => dueAt && new Date(dueAt.getTime() - 1)),
  column('答复时间', 'Answered', ({ answeredAt }) => answeredAt),
  column(
    '满意度',
    'Satisfaction',
    ({ satisfaction }, language) => satisfaction && valueLabel(satisfaction, language),
  ),
];

function column(zh: string, en: string, cell: Column['cell']): Column {
  return { header: { ZH: zh, EN: en }, cell };
}

function yesOrNo(is: boolean, language: Language): string {
  if (language === 'ZH') return is ? '是' : '否';
  return is ? 'yes' : 'no';
}
