import { districtId } from '../../../schema/contract/ids.ts';
import type { PetitionTypeName } from './policy.ts';
import type { LetterPlace, PlaceRule, Profile } from './profile.ts';

/** What routing looks at; submittedOn is YYYY-MM-DD in the city's time zone. */
export interface UnroutedLetter {
  title: string;
  content: string;
  submittedOn: string;
}

/** Where a letter belongs and what it asks for. */
export interface LetterRoute extends LetterPlace {
  type: PetitionTypeName;
}

/**
 * Finds mailbox and type of a letter that names neither, by the profile's places.yaml.
 * The same letter always finds the same place; the first rule in force on its day counts.
 */
export function routeLetter(profile: Profile, letter: UnroutedLetter): LetterRoute {
  const { places, defaultPlace, types, defaultType } = profile.routing;
  const rule = places.find(
    (place) => matches(place, letter) && isInForce(profile, place, letter.submittedOn),
  );
  const { unit, upstreamChannel } = rule ?? defaultPlace;
  const type = types.find(({ pattern }) => pattern.test(letter.title))?.type ?? defaultType;
  return { unit, upstreamChannel, type };
}

function matches(rule: PlaceRule, letter: UnroutedLetter): boolean {
  return rule.pattern.test(
    rule.in === 'TITLE' ? letter.title : `${letter.title}\n${letter.content}`,
  );
}

function isInForce(profile: Profile, place: LetterPlace, day: string): boolean {
  if (place.upstreamChannel !== null) {
    const channel = profile.upstreamChannels.find(({ code }) => code === place.upstreamChannel);
    return channel !== undefined && channel.effectiveFrom <= day;
  }
  if (!place.unit.startsWith('district:')) return true;
  return profile.districts.some(
    ({ code, validFrom, validTo }) =>
      districtId(code) === place.unit && validFrom <= day && (validTo === null || day <= validTo),
  );
}
