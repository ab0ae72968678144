import { routeLetter } from '../../profile/route-letter.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Channel } from '../petition.entity.ts';
import type { Letter } from '../petition.rules.ts';

/** What was written by mail or text message, as it came. */
interface WrittenMessage {
  channel: Extract<Channel, 'EMAIL' | 'SMS'>;
  title: string;
  text: string;
  /** What staff must know besides; stands below the text. */
  note?: string | null;
  petitioner: { name: string; email?: string; phone?: string };
  /** YYYY-MM-DD in the city's time zone. */
  day: string;
}

const NAME_MAX_CHARS = 100;
/** Of a message without a title: its beginning. */
const EXCERPT_CHARS = 30;

/** Makes a letter of a message: its type by the profile's words (places.yaml), its title never too long. */
export function letterOfMessage(profile: Profile, message: WrittenMessage): Letter {
  const text = clean(message.text).trim() || clean(message.title).trim();
  const content = message.note ? `${text}\n\n${message.note}` : text;
  const title = shorten(
    singleLine(message.title) || shorten(singleLine(text), EXCERPT_CHARS),
    profile.city.letterLimits.titleMaxChars,
  );
  const { type } = routeLetter(profile, { title, content, submittedOn: message.day });
  const { name, ...contact } = message.petitioner;
  return {
    type,
    title,
    content,
    channel: message.channel,
    petitioner: { ...contact, name: shorten(singleLine(name), NAME_MAX_CHARS) },
  };
}

function singleLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** Mail holds what a database does not. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n');
}

function shorten(text: string, maxChars: number): string {
  const characters = Array.from(text);
  return characters.length <= maxChars ? text : `${characters.slice(0, maxChars - 1).join('')}…`;
}
