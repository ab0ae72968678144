import type {
  ChannelName,
  ExtensionGround,
  ExtensionRule,
  LimitKind,
  MailboxName,
  PetitionTypeName,
  Policy,
  TimeLimit,
} from '../../kit/profile/policy.ts';

/** The letter a limit is looked for. */
export interface LimitQuestion {
  kind: LimitKind;
  petitionType: PetitionTypeName;
  channel: ChannelName;
  mailbox: MailboxName;
  /** Two-digit code of the province the matter is in (R42). */
  province: string;
}

/** R42: where a matter is, by the area code of the district whose mailbox took it, else the city's own. */
export function provinceOf(mailboxUnit: string | null | undefined, city: string): string {
  return /^district:(\d{2})/.exec(mailboxUnit ?? '')?.[1] ?? city;
}

/** The limit that applies; null where the policy sets none, and none is invented (R11). */
export function chooseLimit(policy: Policy | null, question: LimitQuestion): TimeLimit | null {
  const { kind, petitionType, channel, mailbox, province } = question;
  const limit = policy?.limits.find(
    (candidate) =>
      candidate.kind === kind &&
      candidate.petitionTypes.includes(petitionType) &&
      (candidate.channels?.includes(channel) ?? true) &&
      (candidate.mailboxes?.includes(mailbox) ?? true) &&
      (candidate.provinces?.includes(province) ?? true),
  );
  return limit ?? null;
}

/** How far a deadline may be put off on a ground; null where the policy does not allow it. */
export function chooseExtension(
  policy: Policy | null,
  wanted: { kind: LimitKind; petitionType: PetitionTypeName; ground: ExtensionGround },
): ExtensionRule | null {
  const rule = policy?.extensions.find(
    ({ kinds, ground, petitionTypes }) =>
      ground === wanted.ground &&
      kinds.includes(wanted.kind) &&
      petitionTypes.includes(wanted.petitionType),
  );
  return rule ?? null;
}
