/** What a mailbox tells casework of a letter that it has registered. */
interface ToldRow {
  act: string;
  mutation: string;
  variables: (petitionId: string) => Record<string, unknown>;
  /** What another mailbox's system gets. */
  toStranger: 'FORBIDDEN' | 'NOT_FOUND';
}

const at = '2026-03-02T09:00:00+08:00';

/** By person, in the order of WHO: whatever staff may do, it may not speak for a mailbox. */
export const TOLD_VERDICTS = 'UFFFFFFFD';

/** R12, R17, R66, R75: what is the mailbox's own system's alone to tell. */
export const TOLD_ACTS: readonly ToldRow[] = [
  {
    act: 'noteMessage',
    mutation: 'mutation ($note: MessageNoteInput!) { noteMessage(note: $note) { isNoted } }',
    variables: (petitionId) => ({
      note: { petitionId, messageId: 'message:1', from: 'PETITIONER', sentAt: at },
    }),
    toStranger: 'FORBIDDEN',
  },
  {
    act: 'recordModeration',
    mutation: `mutation ($moderation: RecordModerationInput!) {
      recordModeration(moderation: $moderation) { revision } }`,
    variables: (petitionId) => ({
      moderation: { petitionId, revision: 1, state: 'REJECTED', ground: 'DEFAMATORY', at },
    }),
    toStranger: 'FORBIDDEN',
  },
  {
    act: 'recordPublicVersion',
    mutation: `mutation ($version: RecordPublicVersionInput!) {
      recordPublicVersion(version: $version) { isRecorded } }`,
    variables: (petitionId) => ({
      version: {
        petitionId,
        revision: 1,
        texts: { title: '路灯', question: '不亮', answer: '已修' },
        at,
      },
    }),
    toStranger: 'FORBIDDEN',
  },
  {
    act: 'reportNotice',
    mutation: `mutation ($petitionId: ID!, $at: DateTime!) {
      reportNotice(petitionId: $petitionId, kind: ACCEPTED, outcome: FAILED, at: $at) {
        isRecorded } }`,
    variables: (petitionId) => ({ petitionId, at }),
    // to a mailbox there are no letters but its own
    toStranger: 'NOT_FOUND',
  },
];
