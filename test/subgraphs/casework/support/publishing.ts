import { cityBureau, mailboxOf } from './actors.ts';
import type { TestCasework } from './casework.ts';
import { act, expectData, petitionTo, register } from './story.ts';

export const RECORD = `mutation ($version: RecordPublicVersionInput!) {
  recordPublicVersion(version: $version) { isRecorded } }`;
export const FIND = `query ($search: String, $filter: PublishedAnswerFilter, $first: Int! = 20, $after: String) {
  publishedAnswers(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id title question answer type repliedBy { id } submittedOn repliedOn }
      excerpts { part pieces { text start isMatch } } } } }`;

export interface Found {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string; title: string }; excerpts: { part: string }[] }[];
}

interface Texts {
  title: string;
  question: string;
  answer: string;
}

export const TEXTS: Texts = {
  title: '小区路灯不亮',
  question: '小区门口的路灯坏了一个月。',
  answer: '路灯已修复。',
};

interface Answered {
  petitionId: string;
  caseId: string;
}

export const titles = ({ edges }: Found): string[] => edges.map(({ node }) => node.title);

export type Publishing = ReturnType<typeof createPublishing>;

/** Publishes letters as mailboxes do, and reads them as anybody does. */
export function createPublishing(casework: TestCasework) {
  async function find(variables: Record<string, unknown> = {}): Promise<Found> {
    const answer = await casework.ask<{ publishedAnswers: Found }>(null, FIND, variables);
    return expectData(answer).publishedAnswers;
  }

  async function record(
    petitionId: string,
    texts: Texts | null,
    revision = 1,
    at = '2026-03-02T10:00:00+08:00',
  ): Promise<boolean> {
    const version = { petitionId, revision, texts, at };
    const answer = await casework.ask<{ recordPublicVersion: { isRecorded: boolean } }>(
      mailboxOf('mayor'),
      RECORD,
      { version },
    );
    return expectData(answer).recordPublicVersion.isRecorded;
  }

  /** A letter that was answered, and whose public version is known. */
  async function answered(
    texts: Texts | null,
    visibility = 'PUBLIC',
    change: Record<string, unknown> = {},
    at?: string,
  ): Promise<Answered> {
    const petition = petitionTo('mayor', change);
    const { registerPetition } = expectData(await register(casework, petition));
    const caseId = registerPetition.case.id;
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId, visibility });
    if (texts) await record(petition.petitionId, texts, 1, at);
    return { petitionId: petition.petitionId, caseId };
  }

  return { find, record, answered };
}
