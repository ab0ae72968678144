import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import type { MessageFile } from '../../attachments/keep-file.ts';
import type { MailHeaders } from './machine-mail.rules.ts';

/** A mail as far as a letter can be made of it. */
export interface Mail {
  headers: MailHeaders;
  /** How many servers have passed it on. */
  hops: number;
  /** Null where it has none, or several. */
  from: { name: string; address: string } | null;
  subject: string;
  text: string;
  messageId: string | null;
  /** To whom it went on its way, as a mail server noted; empty where none did. */
  envelopeTo: string[];
  /** Whose box it was put into, likewise. */
  deliveredTo: string[];
  /** To and Cc. */
  addressees: string[];
  /** '' for reports about mails, null where no server noted it. */
  returnPath: string | null;
  attachments: MessageFile[];
}

/** Reads a mail; of HTML alone the text. */
export async function readMail(source: Buffer): Promise<Mail> {
  const parsed = await simpleParser(source, { skipImageLinks: true, skipTextToHtml: true });
  return {
    headers: headersOf(parsed),
    hops: parsed.headerLines.filter(({ key }) => key === 'received').length,
    from: fromOf(parsed.from),
    subject: parsed.subject ?? '',
    text: await textOf(parsed),
    messageId: parsed.messageId ?? null,
    envelopeTo: addressesIn(parsed, ['x-original-to', 'envelope-to', 'x-envelope-to']),
    deliveredTo: addressesIn(parsed, ['delivered-to']),
    addressees: [parsed.to ?? [], parsed.cc ?? []].flat().flatMap(addressesOf),
    returnPath: linesOf(parsed, ['return-path'])[0]?.replace(/^<|>$/g, '') ?? null,
    attachments: parsed.attachments.map(({ filename, contentType, content }) => ({
      fileName: filename ?? null,
      contentType,
      content,
    })),
  };
}

/** Some programs send an empty text beside the HTML that holds it all. */
async function textOf({ text = '', html }: ParsedMail): Promise<string> {
  if (text.trim() !== '' || html === false) return text;
  const alone = await simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  return alone.text ?? '';
}

function linesOf({ headerLines }: ParsedMail, names: readonly string[]): string[] {
  return headerLines
    .filter(({ key }) => names.includes(key))
    .map(({ line }) => line.slice(line.indexOf(':') + 1).trim());
}

function addressesIn(parsed: ParsedMail, names: readonly string[]): string[] {
  return linesOf(parsed, names).map((line) => line.replace(/^<|>$/g, ''));
}

function addressesOf({ value }: AddressObject): string[] {
  return value.flatMap(({ address, group = [] }) =>
    [address, ...group.map((member) => member.address)].filter((each) => each !== undefined),
  );
}

function headersOf({ headerLines }: ParsedMail): MailHeaders {
  return new Map(
    headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
  );
}

function fromOf(from: AddressObject | undefined): Mail['from'] {
  const [only, ...others] = from?.value ?? [];
  if (!only?.address || others.length > 0) return null;
  const address = only.address;
  return { name: only.name.trim() || address.slice(0, address.lastIndexOf('@')), address };
}
