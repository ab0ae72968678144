import { between, pick, type Random } from '../random.ts';
import type { Variables } from './random-arguments.ts';
import type { Style } from './styles.ts';

interface Drafting {
  random: Random;
  variables: Variables;
  style: Style;
}

type Kind = 'skip' | 'include';

/** @skip, @include, both or none. */
export function condition(draft: Drafting): string {
  const { random, style } = draft;
  if (random() > style.conditions) return '';
  const roll = random();
  if (roll < 0.12) return ` ${directive(draft, 'skip')} ${directive(draft, 'include')}`;
  return ` ${directive(draft, roll < 0.56 ? 'skip' : 'include')}`;
}

/** A selection within two or three fragments, each with a condition, often all of one kind. */
export function nested(draft: Drafting, type: string, selection: string): string {
  const { random } = draft;
  const kinds: readonly Kind[] = pick(
    [['skip'], ['skip'], ['include'], ['include'], ['skip', 'include']],
    random,
  );
  let text = selection;
  for (let depth = between(2, 3, random); depth > 0; depth -= 1) {
    const typeCondition = random() < 0.3 ? ` on ${type}` : '';
    text = `...${typeCondition} ${directive(draft, pick(kinds, random))} { ${text} }`;
  }
  return text;
}

function directive(draft: Drafting, kind: Kind): string {
  return `@${kind}(if: ${decider(draft)})`;
}

/** A literal, or one of three variables, so that several conditions have one in common. */
function decider({ random, variables }: Drafting): string {
  if (random() < 0.35) return pick(['true', 'false'], random);
  const name = `c${between(0, 2, random)}`;
  if (!variables.definitions.has(name)) {
    const withDefault = random() < 0.3;
    const value = random() < 0.5;
    variables.definitions.set(
      name,
      withDefault ? `$${name}: Boolean = ${String(value)}` : `$${name}: Boolean!`,
    );
    if (!withDefault || random() < 0.5) variables.values[name] = random() < 0.5;
  }
  return `$${name}`;
}
