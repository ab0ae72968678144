import type { Actor } from '../../../../../schema/contract/actor.ts';
import { createMayor } from '../../../../../subgraphs/mayor/subgraph.ts';
import { letterInput, LI, openMailbox, type Answer, type MailboxWorld } from '../mailbox-world.ts';

const UPLOAD = `mutation ($file: AttachmentInput!) {
  createMayorAttachmentUpload(file: $file) { id url expiresAt } }`;
const SUBMIT = `mutation ($letter: LetterInput!) {
  submitMayorPetition(letter: $letter) { petition { id } } }`;
const SEE = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on MayorPetition {
  attachments { id fileName contentType bytes state scanNote download { url expiresAt } } } } }`;

/** The smallest picture there is, of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Attached {
  id: string;
  fileName: string;
  contentType: string;
  bytes: number;
  state: string;
  scanNote: string | null;
  download: { url: string } | null;
}

/** The mayor's mailbox, with what people do about files. */
export interface AttachmentWorld {
  mayor: MailboxWorld;
  declare(file?: Record<string, unknown>, actor?: Actor): Promise<Answer>;
  link(file?: Record<string, unknown>, actor?: Actor): Promise<{ id: string; url: string }>;
  put(url: string, body: Buffer): Promise<{ status: number; code: string | null }>;
  /** A file that was handed in. */
  upload(bytes?: Buffer, file?: Record<string, unknown>): Promise<string>;
  send(attachments: string[], actor?: Actor): Promise<Answer>;
  petitionWith(attachments: string[]): Promise<string>;
  see(actor: Actor, petition: string, units?: string[]): Promise<Attached[] | null>;
}

export async function openAttachmentWorld(
  options: { scanUrl?: string } = {},
): Promise<AttachmentWorld> {
  const mayor = await openMailbox((deps) => createMayor({ ...deps, ...options }), {
    schema: 'mayor',
    prefix: 'mayor',
  });
  const declare: AttachmentWorld['declare'] = (file = {}, actor = LI) =>
    mayor.ask(actor, UPLOAD, {
      file: { fileName: '照片.png', contentType: 'image/png', bytes: PNG.length, ...file },
    });
  const link: AttachmentWorld['link'] = async (file, actor) => {
    const { data } = await declare(file, actor);
    return data?.createMayorAttachmentUpload as { id: string; url: string };
  };
  const put: AttachmentWorld['put'] = async (url, body) => {
    const response = await fetch(`${mayor.url}${url}`, {
      method: 'PUT',
      body: new Uint8Array(body),
    });
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as Answer;
    return {
      status: response.status,
      code: (answer.errors?.[0]?.extensions.code as string | undefined) ?? null,
    };
  };
  const send: AttachmentWorld['send'] = (attachments, actor = LI) =>
    mayor.ask(actor, SUBMIT, { letter: letterInput({ attachments }) });
  return {
    mayor,
    declare,
    link,
    put,
    upload: async (bytes = PNG, file = {}) => {
      const { id, url } = await link({ bytes: bytes.length, ...file });
      await put(url, bytes);
      return id;
    },
    send,
    petitionWith: async (attachments) => {
      const { data } = await send(attachments);
      return (data?.submitMayorPetition as { petition: { id: string } }).petition.id;
    },
    see: async (actor, id, handlingUnits = []) => {
      const of = [{ __typename: 'MayorPetition', id, handlingUnits }];
      const { data } = await mayor.ask(actor, SEE, { of });
      const [seen] = data?._entities as [{ attachments: Attached[] | null }];
      return seen.attachments;
    },
  };
}
