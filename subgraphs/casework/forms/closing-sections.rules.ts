import { chineseDate } from './chinese-time.ts';
import { field, WITHHELD, type Field, type Section } from './form.ts';
import type { FormFacts } from './form-facts.ts';
import * as terms from './form-terms.ts';

/** What Form A says of the result: outcomes, replies, both reviews, rating, signatures. */
export function closingSections(facts: FormFacts): Section[] {
  return [
    outcomes(facts),
    replies(facts),
    firstReview(facts),
    secondReview(facts),
    rating(facts),
    SIGNED,
  ];
}

function outcomes({ claims, nameOf }: FormFacts): Section {
  return {
    kind: 'table',
    heading: '七、诉求办理结果',
    columns: [
      { label: '诉求', share: 26 },
      { label: '调查结论', share: 14 },
      { label: '处理意见', share: 14 },
      { label: '说明', share: 28 },
      { label: '办理单位', share: 20 },
    ],
    rows: claims.map((claim) => [
      claim.summary,
      claim.finding ? terms.FINDINGS[claim.finding] : '',
      claim.legalOutcome ? terms.OUTCOMES[claim.legalOutcome] : '',
      claim.note ?? '',
      claim.unitId ? nameOf(claim.unitId) : '',
    ]),
  };
}

/** The answers, those given face to face among them (R63). */
function replies({ replies: rows, meetings, nameOf }: FormFacts): Section {
  const written = rows.map((reply) => ({
    at: reply.repliedAt,
    cells: [nameOf(reply.unitId), terms.VISIBILITIES[reply.visibility], reply.content],
  }));
  const spoken = meetings.map((meeting) => ({
    at: meeting.heldAt,
    cells: [nameOf(meeting.unitId), '见面答复', `${meeting.place}：${meeting.minutes}`],
  }));
  const all = [...written, ...spoken].toSorted(
    (one, other) => one.at.getTime() - other.at.getTime(),
  );
  return {
    kind: 'table',
    heading: '八、答复意见',
    columns: [
      { label: '答复日期', share: 18 },
      { label: '答复单位', share: 18 },
      { label: '公开范围', share: 12 },
      { label: '答复内容', share: 52 },
    ],
    rows: all.map(({ at, cells }) => [chineseDate(at), ...cells]),
  };
}

/** R89: the last one counts; a refuted call-back has the case reviewed again. */
function firstReview({ reviews, isInternal }: FormFacts): Section {
  const review = reviews.findLast(({ stage }) => stage === 'FIRST');
  return {
    kind: 'fields',
    heading: '九、初审',
    lines: [
      [
        shown(isInternal, '签发人', review?.signedBy),
        shown(isInternal, '初审日期', chineseDate(review?.reviewedAt)),
      ],
      [shown(isInternal, '信访人意见', review?.petitionerOpinion)],
    ],
  };
}

/** R90 */
function secondReview({ reviews, nameOf, isInternal }: FormFacts): Section {
  const review = reviews.findLast(({ stage }) => stage === 'SECOND');
  const result = review?.callBackResult && terms.CALL_BACKS[review.callBackResult];
  return {
    kind: 'fields',
    heading: '十、复审（回访核查）',
    lines: [
      [
        shown(isInternal, '核查结果', result),
        shown(isInternal, '复审日期', chineseDate(review?.reviewedAt)),
      ],
      [shown(isInternal, '核查单位', review && nameOf(review.unitId))],
      [shown(isInternal, '核查备注', review?.callBackRemark)],
    ],
  };
}

function rating({ row, ratings, contacts, isInternal }: FormFacts): Section {
  const given = ratings[0];
  const told = contacts.map(
    ({ channel, contactedAt, note }) =>
      `${chineseDate(contactedAt)}　${terms.CHANNELS[channel]}：${note}`,
  );
  return {
    kind: 'fields',
    heading: '十一、评价与办结',
    lines: [
      [
        field('满意度评价', given && terms.SATISFACTIONS[given.satisfaction]),
        field('评价日期', chineseDate(given?.ratedAt)),
      ],
      [field('评价留言', given?.comment)],
      [shown(isInternal, '沟通告知', told.join('\n'))],
      [
        field('办结日期', chineseDate(row.concludedAt)),
        field('归档日期', chineseDate(row.archivedAt)),
      ],
    ],
  };
}

function shown(isInternal: boolean, label: string, value: string | null | undefined): Field {
  return field(label, isInternal ? value : WITHHELD);
}

/** R32: nobody signs for the petitioner, so the places are signed by hand. */
const SIGNED: Section = {
  kind: 'signatures',
  heading: '签字',
  places: ['承办人', '承办单位负责人', '信访人'],
};
