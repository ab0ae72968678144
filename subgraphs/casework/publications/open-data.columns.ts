import type { Profile } from '../../kit/profile/profile.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { valueLabel } from '../statistics/label.rules.ts';
import { unitName } from '../units/unit.ts';
import type { PublicationRow } from './publication.store.ts';

/** A column of the open data; others may come behind these, but none goes or changes its meaning. */
export interface OpenDataColumn {
  /** In JSON. */
  name: string;
  /** In CSV. */
  header: string;
  description: string;
  cell: (row: PublicationRow, profile: Profile) => string | null;
}

export const OPEN_DATA_COLUMNS: readonly OpenDataColumn[] = [
  {
    name: 'id',
    header: '编号',
    description: 'Stable; as in publishedAnswer. 公开答复的固定编号',
    cell: ({ id }) => id,
  },
  {
    name: 'mailbox',
    header: '信箱',
    description: 'Which kind of mailbox it was written to. 来信所投信箱',
    cell: ({ mailbox }) => valueLabel(mailbox, 'ZH'),
  },
  {
    name: 'mailboxUnit',
    header: '信箱单位',
    description: 'Whose mailbox; empty for the city’s. 信箱所属单位，市级信箱为空',
    cell: ({ mailboxUnit }, profile) => mailboxUnit && unitName(profile, mailboxUnit),
  },
  {
    name: 'type',
    header: '信访类别',
    description: 'Consultation, suggestion, complaint or request for help. 咨询、建议、投诉或求助',
    cell: ({ type }) => valueLabel(type, 'ZH'),
  },
  {
    name: 'category',
    header: '内容分类',
    description:
      'Path of names, the topmost first, with /; empty where not classified. 分级以/分隔',
    cell: ({ category }) => category,
  },
  {
    name: 'submittedOn',
    header: '来信日期',
    description: 'YYYY-MM-DD in Asia/Shanghai. 北京时间',
    cell: ({ submittedAt }) => shanghaiDay(submittedAt),
  },
  {
    name: 'title',
    header: '标题',
    description: 'As released, names and numbers masked. 脱敏后的标题',
    cell: ({ title }) => title,
  },
  {
    name: 'question',
    header: '来信内容',
    description: 'As released, names and numbers masked. 脱敏后的来信',
    cell: ({ question }) => question,
  },
  {
    name: 'repliedOn',
    header: '答复日期',
    description: 'YYYY-MM-DD in Asia/Shanghai. 北京时间',
    cell: ({ repliedAt }) => shanghaiDay(repliedAt),
  },
  {
    name: 'repliedBy',
    header: '答复单位',
    description: 'Who answered. 作出答复的单位',
    cell: ({ repliedBy }, profile) => repliedBy && unitName(profile, repliedBy),
  },
  {
    name: 'answer',
    header: '答复内容',
    description: 'As released, names and numbers masked. 脱敏后的答复',
    cell: ({ answer }) => answer,
  },
];
