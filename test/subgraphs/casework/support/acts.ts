export const CASE_VIEW = 'id registrationNumber state';

/** Mutations by name, so that a story reads as one. */
export const ACTS = {
  acceptCase: `mutation ($caseId: ID!, $idempotencyKey: ID) {
    act: acceptCase(caseId: $caseId, idempotencyKey: $idempotencyKey) { case { ${CASE_VIEW} } } }`,
  declineCase: `mutation ($caseId: ID!, $ground: DeclineGround! = OUT_OF_SCOPE, $guidance: String! = "请向法院起诉") {
    act: declineCase(caseId: $caseId, ground: $ground, guidance: $guidance) { case { ${CASE_VIEW} } } }`,
  issueReferral: `mutation ($caseId: ID!, $unit: ID!, $isLead: Boolean! = false, $instruction: String, $idempotencyKey: ID) {
    act: issueReferral(caseId: $caseId, unit: $unit, isLead: $isLead, instruction: $instruction, idempotencyKey: $idempotencyKey) {
      assignment { id state case { ${CASE_VIEW} } } } }`,
  issueMandate: `mutation ($caseId: ID!, $unit: ID!, $isLead: Boolean! = false, $instruction: String) {
    act: issueMandate(caseId: $caseId, unit: $unit, isLead: $isLead, instruction: $instruction) { assignment { id state case { ${CASE_VIEW} } } } }`,
  issueForReference: `mutation ($caseId: ID!, $unit: ID!, $asksFeedback: Boolean! = false) {
    act: issueForReference(caseId: $caseId, unit: $unit, asksFeedback: $asksFeedback) { assignment { id state case { ${CASE_VIEW} } } } }`,
  receiveAssignment: `mutation ($assignmentId: ID!) {
    act: receiveAssignment(assignmentId: $assignmentId) { assignment { id state deadline { rule dueOn metAt } case { ${CASE_VIEW} } } } }`,
  giveFeedback: `mutation ($assignmentId: ID!, $content: String! = "已核实") {
    act: giveFeedback(assignmentId: $assignmentId, content: $content) { assignment { id state feedback case { ${CASE_VIEW} } } } }`,
  objectToAssignment: `mutation ($assignmentId: ID!, $reason: String! = "不属本单位职责") {
    act: objectToAssignment(assignmentId: $assignmentId, reason: $reason) { assignment { id state case { ${CASE_VIEW} } } } }`,
  decideObjection: `mutation ($assignmentId: ID!, $isUpheld: Boolean! = true, $note: String! = "情况属实") {
    act: decideObjection(assignmentId: $assignmentId, isUpheld: $isUpheld, note: $note) { assignment { id state case { ${CASE_VIEW} } } } }`,
  settleJurisdiction: `mutation ($caseId: ID!, $unit: ID!, $note: String! = "指定办理") {
    act: settleJurisdiction(caseId: $caseId, unit: $unit, note: $note) { assignment { id state case { ${CASE_VIEW} } } } }`,
  replyToPetitioner: `mutation ($caseId: ID!, $content: String! = "已办理", $visibility: ReplyVisibility! = PUBLIC, $idempotencyKey: ID) {
    act: replyToPetitioner(caseId: $caseId, content: $content, visibility: $visibility, idempotencyKey: $idempotencyKey) {
      reply { id content visibility unit { id } } case { ${CASE_VIEW} } } }`,
  notifyReceipt: `mutation ($caseId: ID!) {
    act: notifyReceipt(caseId: $caseId) { case { ${CASE_VIEW} } } }`,
  extendDeadline: `mutation ($deadlineId: ID!, $ground: ExtensionGround! = INVESTIGATION, $days: Int! = 25, $reason: String! = "需要调查") {
    act: extendDeadline(deadlineId: $deadlineId, ground: $ground, days: $days, reason: $reason) { deadline { id } } }`,
  addClaim: `mutation ($caseId: ID!, $summary: String! = "补发五个月工资") {
    act: addClaim(caseId: $caseId, summary: $summary) { case { ${CASE_VIEW} claims { id } } } }`,
  recordClaimOutcome: `mutation ($claimId: ID!, $finding: ClaimFinding! = SUBSTANTIATED, $legalOutcome: LegalOutcome! = SUPPORTED, $note: String! = "已补发") {
    act: recordClaimOutcome(claimId: $claimId, finding: $finding, legalOutcome: $legalOutcome, note: $note) { case { ${CASE_VIEW} } } }`,
  classifyCase: `mutation ($caseId: ID!, $category: [String!]! = ["城乡建设"]) {
    act: classifyCase(caseId: $caseId, category: $category) { case { ${CASE_VIEW} } } }`,
  linkRepeat: `mutation ($caseId: ID!, $first: String!, $reason: String! = "来访人自述为同一事项") {
    act: linkRepeat(caseId: $caseId, first: $first, reason: $reason) { case { ${CASE_VIEW} } } }`,
  unlinkRepeat: `mutation ($caseId: ID!, $reason: String! = "两件事项不同") {
    act: unlinkRepeat(caseId: $caseId, reason: $reason) { case { ${CASE_VIEW} } } }`,
  markImportant: `mutation ($caseId: ID!, $reason: String! = "涉及面广") {
    act: markImportant(caseId: $caseId, reason: $reason) { case { ${CASE_VIEW} } } }`,
  recordMeeting: `mutation ($caseId: ID!, $heldAt: DateTime! = "2011-06-01T09:00:00+08:00", $place: String! = "信访接待室", $minutes: String! = "当面答复") {
    act: recordMeeting(caseId: $caseId, heldAt: $heldAt, place: $place, minutes: $minutes) { case { ${CASE_VIEW} } } }`,
  reviewFirst: `mutation ($caseId: ID!, $signedBy: String! = "李局长", $petitionerOpinion: String! = "满意") {
    act: reviewFirst(caseId: $caseId, signedBy: $signedBy, petitionerOpinion: $petitionerOpinion) { case { ${CASE_VIEW} } } }`,
  reviewSecond: `mutation ($caseId: ID!, $result: CallBackResult! = CONFIRMED, $remark: String! = "电话核实") {
    act: reviewSecond(caseId: $caseId, result: $result, remark: $remark) { case { ${CASE_VIEW} } } }`,
  publishReply: `mutation ($replyId: ID!) { act: publishReply(replyId: $replyId) { case { ${CASE_VIEW} } } }`,
  recordContact: `mutation ($caseId: ID!, $channel: Channel! = PHONE, $note: String! = "已电话告知") {
    act: recordContact(caseId: $caseId, channel: $channel, note: $note) { case { ${CASE_VIEW} } } }`,
  archiveCase: `mutation ($caseId: ID!) { act: archiveCase(caseId: $caseId) { case { ${CASE_VIEW} archivedAt } } }`,
  urge: `mutation ($deadlineId: ID!, $note: String! = "请抓紧办理") {
    act: urge(deadlineId: $deadlineId, note: $note) { case { ${CASE_VIEW} } } }`,
  issueCircular: `mutation ($deadlineId: ID!, $findings: String! = "两次催办未果", $recommendations: String! = "限期办结", $accountabilityProposal: String! = "建议约谈负责人") {
    act: issueCircular(deadlineId: $deadlineId, findings: $findings, recommendations: $recommendations, accountabilityProposal: $accountabilityProposal) { case { ${CASE_VIEW} } } }`,
  giveLateExplanation: `mutation ($deadlineId: ID!, $reason: String! = "情况复杂") {
    act: giveLateExplanation(deadlineId: $deadlineId, reason: $reason) { case { ${CASE_VIEW} } } }`,
  openSupervision: `mutation ($caseId: ID!, $reason: String! = "涉及多部门") {
    act: openSupervision(caseId: $caseId, reason: $reason) { case { ${CASE_VIEW} supervisions { id } } } }`,
  disputeSignature: `mutation ($caseId: ID!, $document: String! = "《答复意见书》", $statement: String! = "不是本人签字") {
    act: disputeSignature(caseId: $caseId, document: $document, statement: $statement) { case { ${CASE_VIEW} supervisions { id } } } }`,
  consentToSupervision: `mutation ($supervisionId: ID!, $approvedBy: String! = "王主任") {
    act: consentToSupervision(supervisionId: $supervisionId, approvedBy: $approvedBy) { case { ${CASE_VIEW} } } }`,
  recordSiteVisit: `mutation ($supervisionId: ID!, $officers: [String!]! = ["张三", "李四"], $visitedAt: DateTime! = "2011-06-02T09:00:00+08:00", $place: String! = "现场", $record: String! = "已查看") {
    act: recordSiteVisit(supervisionId: $supervisionId, officers: $officers, visitedAt: $visitedAt, place: $place, record: $record) { case { ${CASE_VIEW} } } }`,
  deliverSupervision: `mutation ($supervisionId: ID!, $kind: SupervisionResultKind! = OPINION, $content: String! = "限期整改") {
    act: deliverSupervision(supervisionId: $supervisionId, kind: $kind, content: $content) { case { ${CASE_VIEW} } } }`,
  circulateSupervision: `mutation ($supervisionId: ID!, $findings: String! = "代签属实", $recommendations: String! = "当面送达并由本人签字", $accountabilityProposal: String! = "建议约谈负责人") {
    act: circulateSupervision(supervisionId: $supervisionId, findings: $findings, recommendations: $recommendations, accountabilityProposal: $accountabilityProposal) { case { ${CASE_VIEW} } } }`,
  rateCase: `mutation ($caseId: ID!, $satisfaction: Satisfaction! = VERY_SATISFIED, $comment: String) {
    act: rateCase(caseId: $caseId, satisfaction: $satisfaction, comment: $comment) { case { ${CASE_VIEW} } } }`,
  requestAppeal: `mutation ($caseId: ID!, $kind: AppealKind! = REVIEW, $grounds: String! = "不服答复") {
    act: requestAppeal(caseId: $caseId, kind: $kind, grounds: $grounds) { case { ${CASE_VIEW} appeals { id } } } }`,
  decideAppeal: `mutation ($appealId: ID!, $outcome: AppealOutcome! = UPHELD, $opinion: String! = "维持原答复") {
    act: decideAppeal(appealId: $appealId, outcome: $outcome, opinion: $opinion) { case { ${CASE_VIEW} } } }`,
  recordHearing: `mutation ($appealId: ID!, $from: Date! = "2026-03-10", $to: Date! = "2026-03-12") {
    act: recordHearing(appealId: $appealId, from: $from, to: $to) { case { ${CASE_VIEW} } } }`,
  recordCommitment: `mutation ($caseId: ID!, $content: String! = "今后每年拨付两万元", $firstDueOn: Date! = "2024-03-01") {
    act: recordCommitment(caseId: $caseId, content: $content, firstDueOn: $firstDueOn) { case { ${CASE_VIEW} commitments { id } } } }`,
  followUpCommitment: `mutation ($commitmentId: ID!, $isKept: Boolean! = true, $note: String! = "已拨付") {
    act: followUpCommitment(commitmentId: $commitmentId, isKept: $isKept, note: $note) { case { ${CASE_VIEW} } } }`,
  recordExample: `mutation ($caseId: ID!, $kind: ExampleKind! = GOOD, $note: String! = "办理及时") {
    act: recordExample(caseId: $caseId, kind: $kind, note: $note) { case { ${CASE_VIEW} } } }`,
  showcaseExample: `mutation ($caseId: ID!, $title: String! = "工资当月补发", $story: String! = "某企业拖欠工资，经协调当月补发。") {
    act: showcaseExample(caseId: $caseId, title: $title, story: $story) { case { ${CASE_VIEW} } } }`,
  concludeCase: `mutation ($caseId: ID!) {
    act: concludeCase(caseId: $caseId) { case { ${CASE_VIEW} concludedAt } } }`,
} as const;

export type ActName = keyof typeof ACTS;
