import type { StatisticsDimension } from '../generated/resolver-types.ts';
import type { UnitDirectory } from '../../kit/profile/known-units.ts';
import { unitName } from '../units/unit.ts';
import type { Bilingual } from './measure.rules.ts';
import type { RowKey } from './selection.rules.ts';

/** What is shown for the values of the wire, such as in a table or file. */
const VALUES: Partial<Record<string, Bilingual>> = {
  MAYOR: both('市长信箱', 'Mayor'),
  DISTRICT: both('区市县长信箱', 'Districts'),
  DEPARTMENT: both('局长信箱', 'Departments'),
  NATIONAL: both('上级交办渠道', 'From above'),
  ONLINE: both('网上', 'Online'),
  EMAIL: both('电子邮件', 'E-mail'),
  SMS: both('手机短信', 'Text message'),
  LETTER: both('来信', 'Letter'),
  VISIT: both('来访', 'Visit'),
  PHONE: both('电话', 'Telephone'),
  CONSULTATION: both('咨询', 'Consultation'),
  SUGGESTION: both('建议', 'Suggestion'),
  COMPLAINT: both('投诉', 'Complaint'),
  HELP: both('求助', 'Request for help'),
  REGISTERED: both('已登记', 'Registered'),
  ACCEPTED: both('已受理', 'Accepted'),
  DECLINED: both('不予受理', 'Declined'),
  ASSIGNED: both('办理中', 'Assigned'),
  REPLIED: both('已答复', 'Replied'),
  FIRST_REVIEWED: both('初审通过', 'First review passed'),
  SECOND_REVIEWED: both('复审通过', 'Second review passed'),
  CONCLUDED: both('已办结', 'Concluded'),
  ARCHIVED: both('已归档', 'Archived'),
  VERY_SATISFIED: both('很满意', 'Very satisfied'),
  SATISFIED: both('满意', 'Satisfied'),
  BASICALLY_SATISFIED: both('基本满意', 'Basically satisfied'),
  DISSATISFIED: both('不满意', 'Dissatisfied'),
};

/** What a row is called whose cases have no key. */
const WITHOUT: Partial<Record<StatisticsDimension, Bilingual>> = {
  CATEGORY: both('未分类', 'Not classified'),
  SUBCATEGORY: both('未分类', 'Not classified'),
  TOPIC: both('未分类', 'Not classified'),
  UNIT: both('未交办单位', 'Without a unit'),
  DISTRICT: both('不涉及区市县', 'Without a district'),
};

export const DIMENSION_LABELS: Record<StatisticsDimension, Bilingual> = {
  MAILBOX: both('信箱', 'Mailbox'),
  CHANNEL: both('渠道', 'Channel'),
  TYPE: both('信访类别', 'Type'),
  CATEGORY: both('内容分类', 'Category'),
  SUBCATEGORY: both('内容分类', 'Category'),
  TOPIC: both('内容分类', 'Category'),
  UNIT: both('单位', 'Unit'),
  DISTRICT: both('区市县', 'District'),
  STATE: both('状态', 'State'),
  DAY: both('日期', 'Day'),
  MONTH: both('月份', 'Month'),
  STATISTICS_MONTH: both('统计月', 'Statistics month'),
};

export function rowLabel(
  directory: UnitDirectory,
  { dimension, key }: RowKey,
  language: keyof Bilingual,
): string {
  if (key === null) return (WITHOUT[dimension] ?? both('无', 'None'))[language];
  if (dimension === 'UNIT' || dimension === 'DISTRICT') return unitName(directory, key);
  return valueLabel(key, language);
}

/** A value of the wire in words; whatever has no words is shown as it is. */
export function valueLabel(value: string, language: keyof Bilingual): string {
  return VALUES[value]?.[language] ?? value;
}

function both(zh: string, en: string): Bilingual {
  return { ZH: zh, EN: en };
}
