import * as api from '../../generated/operations.ts';
import { dayOf } from '../moments.ts';
import { form, ofRecord, type ActForm, type StaffAct } from './act-form.ts';
import { choice, date, flag, moment, text, words } from './form-field.ts';
import { deadlineWhere, recordOf } from './records.ts';

const circular = [
  words('findings', '通报事实'),
  words('recommendations', '整改建议'),
  words('accountabilityProposal', '追究建议'),
];
const supervision = recordOf(
  'supervisionId',
  '督办',
  'supervisions',
  ({ openedAt, reason }) => `${dayOf(Date.parse(openedAt))} ${reason ?? ''}`,
);
const appeal = recordOf(
  'appealId',
  '复查复核',
  'appeals',
  ({ kind, grounds }) => `${kind === 'REVIEW' ? '复查' : '复核'}：${grounds}`,
);

/** Supervision, circulars, appeals, commitments, examples and the archive. */
export const SUPERVISION_ACTS = {
  OPEN_SUPERVISION: form('督办立项', api.OpenSupervisionDocument, [words('reason', '督办事由')]),
  CONSENT_TO_SUPERVISION: form(
    '同意督办',
    api.ConsentToSupervisionDocument,
    [supervision, text('approvedBy', '批准人')],
    ofRecord,
  ),
  RECORD_SITE_VISIT: form(
    '现场督办',
    api.RecordSiteVisitDocument,
    [
      supervision,
      { kind: 'NAMES', name: 'officers', label: '督办人员', hint: '至少两人' },
      moment('visitedAt', '时间'),
      text('place', '地点'),
      words('record', '督办记录'),
    ],
    ofRecord,
  ),
  DELIVER_SUPERVISION: form(
    '送达督办结果',
    api.DeliverSupervisionDocument,
    [
      supervision,
      choice('kind', '文书', () => [
        { value: 'OPINION', label: '《督办意见》' },
        { value: 'MINUTES', label: '《会议纪要》' },
      ]),
      words('content', '内容'),
    ],
    ofRecord,
  ),
  ISSUE_CIRCULAR: form(
    '通报',
    api.IssueCircularDocument,
    [deadlineWhere((each) => each.isOverdue), ...circular],
    { ...ofRecord, isGrave: true },
  ),
  CIRCULATE_SUPERVISION: form(
    '督办通报',
    api.CirculateSupervisionDocument,
    [supervision, ...circular],
    {
      ...ofRecord,
      isGrave: true,
    },
  ),
  GIVE_LATE_EXPLANATION: form(
    '情况说明',
    api.GiveLateExplanationDocument,
    [
      deadlineWhere((each, file) => file.explanationsOwed.some(({ id }) => id === each.id)),
      words('reason', '超期原因'),
    ],
    ofRecord,
  ),
  DECIDE_APPEAL: form(
    '复查复核意见',
    api.DecideAppealDocument,
    [
      appeal,
      choice('outcome', '结论', () => [
        { value: 'UPHELD', label: '维持' },
        { value: 'REVISED', label: '变更' },
      ]),
      words('opinion', '意见'),
    ],
    ofRecord,
  ),
  RECORD_HEARING: form(
    '听证',
    api.RecordHearingDocument,
    [appeal, date('from', '开始日期'), date('to', '结束日期')],
    ofRecord,
  ),
  RECORD_COMMITMENT: form('每年承诺', api.RecordCommitmentDocument, [
    words('content', '承诺内容'),
    date('firstDueOn', '首次兑现日期'),
  ]),
  FOLLOW_UP_COMMITMENT: form(
    '承诺跟踪',
    api.FollowUpCommitmentDocument,
    [
      recordOf('commitmentId', '承诺', 'commitments', ({ content }) => content),
      flag('isKept', '已兑现'),
      words('note', '跟踪情况'),
    ],
    ofRecord,
  ),
  RECORD_EXAMPLE: form('列为典型', api.RecordExampleDocument, [
    choice('kind', '类型', () => [
      { value: 'GOOD', label: '正面典型' },
      { value: 'BAD', label: '反面典型' },
    ]),
    words('note', '说明'),
  ]),
  SHOWCASE_EXAMPLE: form('公布典型事例', api.ShowcaseExampleDocument, [
    text('title', '标题'),
    words('story', '事例', '不得出现能认出当事人的内容'),
  ]),
  ARCHIVE_CASE: form('归档', api.ArchiveCaseDocument, [], {
    isGrave: true,
    note: '归档后不能再作任何修改。',
  }),
} satisfies Partial<Record<StaffAct, ActForm>>;
