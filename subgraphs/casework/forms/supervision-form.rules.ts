import type { SupervisionRow } from '../supervision/supervision.entity.ts';
import { chineseDate, chineseTime } from './chinese-time.ts';
import { field, WITHHELD, type Field, type Form, type Section } from './form.ts';
import type { FormFacts } from './form-facts.ts';
import * as terms from './form-terms.ts';

/** Form B, 《督查协调单》: reason, consent, visit and result of one supervision (R84, R85). */
export function supervisionForm(facts: FormFacts, supervision: SupervisionRow): Form {
  return {
    issuer: facts.nameOf(supervision.openedBy ?? facts.bureau),
    title: '信访事项督查协调单',
    number: facts.row.registrationNumber,
    sections: [
      matter(facts, supervision),
      consent(facts, supervision),
      visit(facts, supervision),
      result(facts, supervision),
      SIGNED,
    ],
    printedOn: chineseDate(facts.now),
  };
}

function matter(facts: FormFacts, supervision: SupervisionRow): Section {
  const { row, letter, nameOf } = facts;
  const units = [...(row.mailboxUnit ? [row.mailboxUnit] : []), ...row.handlingUnits];
  return {
    kind: 'fields',
    heading: '一、督查事项',
    lines: [
      [
        field('登记编号', row.registrationNumber),
        field('立项日期', chineseDate(supervision.openedAt)),
      ],
      [
        field('督查类型', terms.SUPERVISIONS[supervision.kind]),
        field('立项单位', nameOf(supervision.openedBy)),
      ],
      [
        field('信访人', letter.petitioner?.name ?? WITHHELD),
        field('件数/人数', `1件/${row.signatoryCount}人`),
      ],
      [field('信访事项', letter.title ?? WITHHELD)],
      [field('涉及单位', [...new Set(units)].map(nameOf).join('、'))],
      [inner(facts, '督查事由', supervision.reason)],
    ],
  };
}

function consent(facts: FormFacts, { approvedBy, consentedAt }: SupervisionRow): Section {
  return {
    kind: 'fields',
    heading: '二、审批意见',
    lines: [
      [inner(facts, '批准人', approvedBy), inner(facts, '同意日期', chineseDate(consentedAt))],
      [inner(facts, '审批意见', consentedAt ? '同意开展现场督查。' : '')],
    ],
  };
}

function visit(facts: FormFacts, supervision: SupervisionRow): Section {
  const { officers, visitedAt, place, visitRecord } = supervision;
  const count = officers.length > 0 ? `${officers.length}人` : '';
  return {
    kind: 'fields',
    heading: '三、现场督查',
    lines: [
      [inner(facts, '督查人员', officers.join('、')), inner(facts, '督查人数', count)],
      [inner(facts, '督查时间', chineseTime(visitedAt)), inner(facts, '督查地点', place)],
      [inner(facts, '督查情况', visitRecord)],
    ],
  };
}

/** R85: units and petitioner get it, so nothing of it is withheld. */
function result({ nameOf }: FormFacts, supervision: SupervisionRow): Section {
  const { resultKind, result: text, deliveredAt, deliveredTo } = supervision;
  return {
    kind: 'fields',
    heading: '四、督查结果',
    lines: [
      [
        field('文种', resultKind && terms.RESULTS[resultKind]),
        field('送达日期', chineseDate(deliveredAt)),
      ],
      [field('督查意见', text)],
      [field('送达单位', deliveredTo.map(nameOf).join('、'))],
      [field('送达信访人', deliveredAt ? '已送达' : '')],
    ],
  };
}

function inner({ isInternal }: FormFacts, label: string, value: string | null | undefined): Field {
  return field(label, isInternal ? value : WITHHELD);
}

const SIGNED: Section = {
  kind: 'signatures',
  heading: '签字',
  places: ['督查人员', '被督查单位', '信访人'],
};
