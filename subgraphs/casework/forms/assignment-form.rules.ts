import { custodyChain } from '../assignments/custody.rules.ts';
import { isOverdue } from '../deadlines/deadline.rules.ts';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import { chineseDate, chineseDay, chineseTime } from './chinese-time.ts';
import { closingSections } from './closing-sections.rules.ts';
import { field, WITHHELD, type Form, type Section } from './form.ts';
import type { FormFacts } from './form-facts.ts';
import * as terms from './form-terms.ts';

/** Form A, 《交办(反馈)单》: from the registration to the petitioner's opinion and the call-back (R74). */
export function assignmentForm(facts: FormFacts): Form {
  return {
    issuer: facts.nameOf(facts.bureau),
    title: '信访事项交办（反馈）单',
    number: facts.row.registrationNumber,
    sections: [
      registration(facts),
      content(facts),
      acceptance(facts),
      custody(facts),
      assignments(facts),
      deadlines(facts),
      ...closingSections(facts),
    ],
    printedOn: chineseDate(facts.now),
  };
}

function registration({ row, letter, nameOf, bureau, policy, repeatOf }: FormFacts): Section {
  const { petitioner } = letter;
  return {
    kind: 'fields',
    heading: '一、登记情况',
    lines: [
      [field('登记编号', row.registrationNumber), field('登记日期', chineseDate(row.registeredAt))],
      [
        field(
          '来件信箱',
          `${terms.MAILBOXES[row.mailbox]}（${nameOf(row.mailboxUnit ?? bureau)}）`,
        ),
        field('来件日期', chineseDate(row.submittedAt)),
      ],
      [field('来件渠道', terms.CHANNELS[row.channel]), field('信访类别', terms.TYPES[row.type])],
      [
        field('信访人', petitioner?.name ?? WITHHELD),
        field('件数/人数', `1件/${row.signatoryCount}人`),
      ],
      [
        field('联系电话', petitioner?.isMasked === false ? petitioner.phone : WITHHELD),
        field('联系地址', petitioner?.isMasked === false ? petitioner.address : WITHHELD),
      ],
      [
        field('办理状态', terms.STATES[row.state]),
        field('重复信访', repeatOf ? `首次登记编号 ${repeatOf}` : row.repeatOf ? '是' : '否'),
      ],
      [field('适用规定', policy && `${policy.source}（${policy.id}）`)],
    ],
  };
}

function content({ row, letter, claims, isInternal }: FormFacts): Section {
  const importance = isInternal && row.importance ? [[field('重要事项', row.importance)]] : [];
  const asked = claims.map(({ summary }, index) => `${index + 1}．${summary}`).join('\n');
  return {
    kind: 'fields',
    heading: '二、主要内容',
    lines: [
      [field('标题', letter.title ?? WITHHELD)],
      ...(asked ? [[field('主要诉求', asked)]] : []),
      [field('来件内容', letter.content ?? WITHHELD)],
      ...importance,
    ],
  };
}

function acceptance({ row }: FormFacts): Section {
  const lines = row.declineGround
    ? [
        [field('受理意见', '不予受理')],
        [field('不予受理理由', terms.GROUNDS[row.declineGround])],
        [field('引导途径', row.guidance)],
      ]
    : [
        [
          field('受理意见', row.acceptedAt ? '予以受理' : ''),
          field('受理日期', chineseDate(row.acceptedAt)),
        ],
      ];
  return { kind: 'fields', heading: '三、受理情况', lines };
}

function custody({ row, bureau, assignments: rows, nameOf, letter }: FormFacts): Section {
  const petitioner = `信访人${letter.petitioner ? ` ${letter.petitioner.name}` : ''}`;
  return {
    kind: 'table',
    heading: '四、流转过程',
    columns: [
      { label: '序号', share: 8 },
      { label: '移交方', share: 22 },
      { label: '接收方', share: 24 },
      { label: '移交时间', share: 18 },
      { label: '签收时间', share: 18 },
      { label: '备注', share: 10 },
    ],
    rows: custodyChain(row, bureau, rows).map((entry, index) => [
      String(index + 1),
      entry.fromUnit ? nameOf(entry.fromUnit) : petitioner,
      nameOf(entry.toUnit),
      chineseTime(entry.at),
      chineseTime(entry.receivedAt),
      entry.isReturn ? '退回' : '',
    ]),
  };
}

function assignments({
  assignments: rows,
  deadlines: limits,
  nameOf,
  isInternal,
}: FormFacts): Section {
  const dueOn = (id: string) => {
    const limit = limits.find(({ assignmentId }) => assignmentId === id);
    return limit ? chineseDay(limit.dueOn) : '';
  };
  return {
    kind: 'table',
    heading: '五、交办（转送）与反馈',
    columns: [
      { label: '承办单位', share: 17 },
      { label: '方式', share: 8 },
      { label: '办理要求', share: 21 },
      { label: '期限', share: 18 },
      { label: '状态', share: 11 },
      { label: '反馈意见', share: 25 },
    ],
    rows: rows.map((one) => [
      `${nameOf(one.unitId)}${one.isLead ? '（主办）' : ''}`,
      terms.ASSIGNMENT_KINDS[one.kind],
      isInternal ? (one.instruction ?? '') : WITHHELD,
      dueOn(one.id),
      terms.ASSIGNMENT_STATES[one.state],
      isInternal ? (one.feedback ?? '') : WITHHELD,
    ]),
  };
}

function deadlines(facts: FormFacts): Section {
  return {
    kind: 'table',
    heading: '六、办理期限',
    columns: [
      { label: '事项', share: 12 },
      { label: '责任单位', share: 16 },
      { label: '规定期限', share: 18 },
      { label: '起算日', share: 18 },
      { label: '截止日', share: 18 },
      { label: '完成情况', share: 18 },
    ],
    rows: facts.deadlines.map((deadline) => [
      terms.DEADLINES[deadline.kind],
      facts.nameOf(deadline.unitId ?? facts.bureau),
      limitOf(facts, deadline),
      chineseDay(deadline.startsOn),
      `${chineseDay(deadline.dueOn)}${deadline.isProvisional ? '（暂定）' : ''}`,
      completionOf(deadline, facts.now),
    ]),
  };
}

/** With what put it off, as that was granted. */
function limitOf({ extensions }: FormFacts, { id, amount, dayUnit, rule }: DeadlineRow): string {
  const granted = (extensions.get(id) ?? []).map(
    (one) =>
      `${one.mode === 'TO' ? '延长至' : '延长'}${one.amount}${terms.DAY_UNITS[one.dayUnit]}（${one.rule}）`,
  );
  const days = amount === 0 ? '当日' : `${amount}${terms.DAY_UNITS[dayUnit]}`;
  return [`${days}（${rule}）`, ...granted].join('\n');
}

function completionOf(deadline: DeadlineRow, now: Date): string {
  const isLate = isOverdue(deadline, now);
  if (!deadline.metAt) return isLate ? '未完成，已超期' : '未到期';
  return `${chineseDate(deadline.metAt)}${isLate ? '（超期）' : ''}`;
}
