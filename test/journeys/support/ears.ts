import type { CityHere } from './city.ts';
import type { Caller } from './caller.ts';
import { createOfficer, type Officer } from './officer.ts';

/** Keeps what was emitted, by whom, and finds a text in it. */
export interface Ears {
  note(from: string, text: string): void;
  /** From where a text came out; none where it did not. */
  noted(text: string): string[];
  /** All answers to somebody who may not know. */
  hear(persona: string | null): Promise<Officer>;
  /** Of somebody who may know, the errors alone. */
  hearErrorsOf(persona: string): Promise<Officer>;
}

export function createEars(city: Pick<CityHere, 'stack' | 'token'>): Ears {
  const texts: { from: string; text: string }[] = [];
  const note = (from: string, text: string): void => {
    texts.push({ from, text });
  };
  const gateway = `${city.stack.url('gateway')}/graphql`;
  const listenTo = async (persona: string | null, keep: (answer: Answer) => unknown) => {
    const token = persona === null ? null : await city.token(persona);
    return createOfficer(gateway, token, (answer) => {
      note(persona ?? 'nobody', JSON.stringify(keep(answer)));
    });
  };
  return {
    note,
    noted: (text) => [
      ...new Set(texts.filter((each) => each.text.includes(text)).map(({ from }) => from)),
    ],
    hear: (persona) => listenTo(persona, (answer) => answer),
    hearErrorsOf: (persona) => listenTo(persona, ({ errors }) => errors ?? []),
  };
}

type Answer = Awaited<ReturnType<Caller['send']>>;
