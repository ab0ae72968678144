import type { NoticeMedium } from '../../profile/notice-template.ts';
import type { Profile } from '../../profile/profile.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { OwnColumns } from '../submit.commands.ts';

/** An address under which letters come in, and whose they are. */
export interface Door<Row extends MailboxPetition> {
  medium: NoticeMedium;
  /** In lower case. */
  address: string;
  mailbox: string;
  own: OwnColumns<Row>;
}

/** The addresses that the profile gives to a mailbox. @param speaksAs begin of its ids */
export function doorsOf<Row extends MailboxPetition>(
  { city: { channels } }: Profile,
  speaksAs: string,
  own: OwnColumns<Row>,
): Door<Row>[] {
  const doors: Door<Row>[] = [
    ...channels.emails.map(({ address, mailbox }) => ({
      medium: 'EMAIL' as const,
      address,
      mailbox,
      own,
    })),
    ...channels.smsNumbers.map(({ number, mailbox }) => ({
      medium: 'SMS' as const,
      address: number,
      mailbox,
      own,
    })),
  ];
  return doors.filter(({ mailbox }) => `${mailbox}:`.startsWith(`${speaksAs}:`));
}

/** How such letters are called where somebody must be named, such as channel:email:mayor@city.example. */
export function doorName({ medium, address }: { medium: NoticeMedium; address: string }): string {
  return `channel:${medium.toLowerCase()}:${address}`;
}
