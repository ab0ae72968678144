import type { NoticeMedium } from '../../profile/notice-template.ts';
import type { StoredPetition } from '../petition.entity.ts';

interface Recipient {
  medium: NoticeMedium;
  to: string;
}

const CHINESE_MOBILE = /^(?:\+?86)?(1[3-9]\d{9})$/;
const ABROAD = /^\+[1-9]\d{6,14}$/;

/**
 * How a petitioner is told: as they wrote, if by mail or text message, else by the first of text
 * message and mail for which there is an address.
 * @param media ways that the city has
 * @returns null where no way leads to them
 */
export function recipientOf(
  { channel, petitioner }: Pick<StoredPetition, 'channel' | 'petitioner'>,
  media: ReadonlySet<NoticeMedium>,
): Recipient | null {
  const addresses = { EMAIL: petitioner.email ?? null, SMS: mobileOf(petitioner.phone) };
  const order: readonly NoticeMedium[] = channel === 'EMAIL' ? ['EMAIL', 'SMS'] : ['SMS', 'EMAIL'];
  for (const medium of order) {
    const to = addresses[medium];
    if (to !== null && media.has(medium)) return { medium, to };
  }
  return null;
}

/** A number to which a text message can be sent, as providers want it; null for any other. */
export function mobileOf(phone: string | null): string | null {
  const digits = phone?.replace(/[- ]/g, '') ?? '';
  const chinese = CHINESE_MOBILE.exec(digits)?.[1];
  return chinese ?? (ABROAD.test(digits) ? digits : null);
}
