const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = new RegExp(`^[${CHARACTERS}]{2}\\d{6}[${CHARACTERS}]{10}$`);

/** True for a unified social credit code whose check character fits: GB 32100, MOD 31 (R1, R7). */
export function isSocialCreditCode(text: string): boolean {
  if (!FORM.test(text)) return false;
  let sum = 0;
  let weight = 1;
  for (const character of text.slice(0, -1)) {
    sum += CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return text.at(-1) === CHARACTERS[(31 - (sum % 31)) % 31];
}
