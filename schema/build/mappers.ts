import type { SubgraphName } from '../sdl.ts';

/** GraphQL type → the TypeScript type its resolvers receive, as `path#Type` seen from generated/. */
type Mappers = Readonly<Record<string, string>>;

const ATTACHMENT = '../../kit/mailbox/attachments/attachment.resolvers.ts#AttachmentView';
const MESSAGE = '../../kit/mailbox/messages/message.entity.ts#MessageRow';
const PETITION = '../petitions/petition.entity.ts#PetitionRow';
const DIRECTORY = '../directory/directory.ts';
const ASSIGNMENT = '../assignments/assignment.entity.ts#AssignmentRow';
const CASE_EVENT = '../events/case-event.entity.ts#CaseEventRow';
const PETITION_REFERENCE = '../petitions/petition-stub.ts#PetitionReference';
const STATISTICS = '../statistics';
const LOGGED_EVENT = '../events/event-position.ts#LoggedEvent';
const STUBS = '../../../schema/contract/stubs.ts';

/** What backs each type, per subgraph; a type not named here is backed by its own fields. */
export const MAPPERS: Record<SubgraphName, Mappers> = {
  mayor: {
    Leader: `${DIRECTORY}#LeaderRow`,
    MayorPetition: PETITION,
    Attachment: ATTACHMENT,
    PetitionMessage: MESSAGE,
    Account: '../petitioners/account.ts#AccountRow',
  },
  districts: {
    District: `${DIRECTORY}#DistrictRow`,
    DistrictSystem: '../registry/registry.store.ts#DistrictSystemRow',
    DistrictPetition: PETITION,
    Attachment: ATTACHMENT,
    PetitionMessage: MESSAGE,
  },
  departments: {
    Department: `${DIRECTORY}#DepartmentRow`,
    DepartmentPetition: PETITION,
    Attachment: ATTACHMENT,
    PetitionMessage: MESSAGE,
  },
  national: {
    UpstreamChannel: `${DIRECTORY}#UpstreamChannelRow`,
    Peer: `${DIRECTORY}#PeerRow`,
    Interconnect: '../interconnect/interconnect.rules.ts#LinkReport',
    OnlineShare: '../shares/online-share.rules.ts#OnlineShareOf',
    PeerOnlineShare: '../shares/online-share.rules.ts#PeerAnswer',
    NationalPetition: PETITION,
    Attachment: ATTACHMENT,
    PetitionMessage: MESSAGE,
  },
  casework: {
    Case: '../cases/case.entity.ts#CaseRow',
    CaseOutcome: '../outcomes/outcome.store.ts#OutcomeRow',
    OutcomeReply: '../replies/reply.entity.ts#ReplyRow',
    CaseConnection: '../cases/case.loaders.ts#CasePage',
    CaseStatus: '../cases/case.entity.ts#CaseRow',
    OpenDataset: '../../kit/profile/profile.ts#Profile',
    NextStep: '../status/next-step.rules.ts#Coming',
    Referral: ASSIGNMENT,
    Mandate: ASSIGNMENT,
    ForReference: ASSIGNMENT,
    Appeal: '../appeals/appeal.entity.ts#AppealRow',
    Example: '../examples/example.entity.ts#ExampleRow',
    RepeatLink: '../repeats/repeat-link.store.ts#RepeatLinkRow',
    Inspection: '../inspections/inspection.entity.ts#InspectionRow',
    Webhook: '../webhooks/webhook.entity.ts#WebhookRow',
    Commitment: '../commitments/commitment.entity.ts#CommitmentRow',
    Claim: '../claims/claim.entity.ts#ClaimRow',
    Meeting: '../meetings/meeting.entity.ts#MeetingRow',
    Review: '../reviews/review.entity.ts#ReviewRow',
    Contact: '../reviews/contact.entity.ts#ContactRow',
    Urge: '../urges/urge.entity.ts#UrgeRow',
    Circular: '../urges/urge.entity.ts#CircularRow',
    LateExplanation: '../urges/urge.entity.ts#LateExplanationRow',
    SupervisionCandidate: '../supervision/candidate.store.ts#Candidate',
    Supervision: '../supervision/supervision.entity.ts#SupervisionRow',
    SatisfactionRating: '../ratings/rating.entity.ts#RatingRow',
    Objection: '../assignments/objection.entity.ts#ObjectionRow',
    CustodyEntry: '../assignments/custody.rules.ts#Custody',
    Reply: '../replies/reply.entity.ts#ReplyRow',
    Deadline: '../deadlines/deadline.entity.ts#DeadlineRow',
    DeadlineExtension: '../deadlines/extension.entity.ts#ExtensionRow',
    DeadlineStep: '../deadlines/explanation.rules.ts#CountStep',
    OverdueAlert: '../alerts/alert.entity.ts#AlertRow',
    Statistics: `${STATISTICS}/statistics.ts#StatisticsRequest`,
    StatisticsRow: `${STATISTICS}/statistics.ts#RowOf`,
    StatisticsFigure: `${STATISTICS}/statistics.ts#FigureOf<StatisticsMeasure>`,
    UnitFigure: `${STATISTICS}/statistics.ts#FigureOf<UnitMeasure>`,
    StatisticsRate: `${STATISTICS}/statistics.ts#RateOf`,
    UnitStanding: `${STATISTICS}/statistics.ts#StandingOf`,
    PublishedAnswer: '../publications/publication.store.ts#PublicationRow',
    PublishedAnswerEdge: '../publications/publication.loaders.ts#PublishedEdge',
    PublishedAnswerConnection: '../publications/publication.loaders.ts#PublishedPage',
    PublishedRow: `${STATISTICS}/published.rules.ts#PublishedRowOf`,
    PublishedFigure: `${STATISTICS}/published.rules.ts#PublishedFigureOf`,
    Account: '../accounts/account.ts#AccountReference',
    SuggestedUnit: '../routing/suggested-unit.rules.ts#SuggestedUnitOf',
    UnreadAlert: '../unread/unread-alert.entity.ts#UnreadAlertRow',
    UnreadAlertEvent: LOGGED_EVENT,
    TimelineEntry: CASE_EVENT,
    AssignmentIssuedEvent: LOGGED_EVENT,
    OverdueAlertEvent: LOGGED_EVENT,
    CaseProgressedEvent: LOGGED_EVENT,
    CaseEvent: LOGGED_EVENT,
    District: `${STUBS}#UnitStub`,
    Department: `${STUBS}#UnitStub`,
    MayorPetition: PETITION_REFERENCE,
    DistrictPetition: PETITION_REFERENCE,
    DepartmentPetition: PETITION_REFERENCE,
    NationalPetition: PETITION_REFERENCE,
  },
};
