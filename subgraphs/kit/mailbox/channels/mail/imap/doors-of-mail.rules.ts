import type { MailboxPetition } from '../../../petition.entity.ts';
import type { Door } from '../../door.ts';
import type { Mail } from '../read-mail.ts';

/**
 * To which of our addresses a fetched mail was sent: as the mail server noted its envelope, else as
 * the mail says, else whose box it lies in, in which case we were in blind copy.
 * @param account the address that signs in
 */
export function doorsOfMail<Row extends MailboxPetition>(
  { envelopeTo, addressees, deliveredTo }: Pick<Mail, 'envelopeTo' | 'addressees' | 'deliveredTo'>,
  doors: readonly Door<Row>[],
  account: string,
): Door<Row>[] {
  for (const addresses of [envelopeTo, addressees, deliveredTo, [account]]) {
    const known = new Set(addresses.map((address) => address.toLowerCase()));
    const found = doors.filter(({ address }) => known.has(address));
    if (found.length > 0) return found;
  }
  return [];
}
