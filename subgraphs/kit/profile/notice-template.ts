/** What petitioners are told without their asking; each kind has its templates. */
export const NOTICE_KINDS = [
  'RECEIPT',
  'ACCEPTED',
  'DECLINED',
  'EXTENDED',
  'REPLIED',
  'MODERATED',
  'MESSAGED',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Ways by which notices go out. */
export const NOTICE_MEDIA = ['EMAIL', 'SMS'] as const;
export type NoticeMedium = (typeof NOTICE_MEDIA)[number];

/** What a template may name in braces, such as `{city}`; nothing of it says who wrote, or what. */
export const NOTICE_VARIABLES = {
  RECEIPT: ['city', 'day', 'queryCode'],
  ACCEPTED: ['city', 'day', 'registrationNumber'],
  DECLINED: ['city', 'day', 'registrationNumber'],
  EXTENDED: ['city', 'day', 'registrationNumber'],
  REPLIED: ['city', 'day', 'registrationNumber'],
  MODERATED: ['city', 'day'],
  MESSAGED: ['city', 'day', 'registrationNumber'],
} as const satisfies Record<NoticeKind, readonly string[]>;

/** One edition of what is sent; an edition in use is not edited, a new one follows it. */
export interface NoticeTemplate {
  kind: NoticeKind;
  medium: NoticeMedium;
  /** 1, 2, … for each kind and medium. */
  version: number;
  /** First day in use, YYYY-MM-DD. */
  validFrom: string;
  /** Of a mail; null for a text message. */
  subject: string | null;
  text: string;
}

/** The edition in use on a day; null before the first. */
export function templateOn(
  templates: readonly NoticeTemplate[],
  { kind, medium }: Pick<NoticeTemplate, 'kind' | 'medium'>,
  day: string,
): NoticeTemplate | null {
  const editions = templates.filter(
    (each) => each.kind === kind && each.medium === medium && each.validFrom <= day,
  );
  return editions.toSorted((one, two) => one.version - two.version).at(-1) ?? null;
}
