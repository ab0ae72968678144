import type { PetitionerKind } from './petition.entity.ts';

/** Names that say nothing, where no part of a name is known to be a surname. */
const NOBODY = '某某';

const COMPOUND_SURNAMES = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 长孙 宇文 轩辕 端木 独孤 南宫 申屠 百里 东郭 西门 呼延 闻人 澹台 濮阳 淳于 单于 太史 公羊 赫连 钟离 万俟'.split(
    ' ',
  ),
);

/**
 * A name for those who have no duty in the case: 王某, 欧阳某, 广安＊＊ for a company. Never part of
 * a given name: where the surname is not certain to come first, nothing of the name is left.
 */
export function maskName(kind: PetitionerKind, name: string): string {
  switch (kind) {
    case 'PERSON':
      return maskPerson(name.trim());
    case 'LEGAL_PERSON':
    case 'ORGANIZATION':
      return maskOrganisation(Array.from(name.trim()));
  }
}

function maskPerson(name: string): string {
  if (!/^\p{Script=Han}{2,4}$/u.test(name)) return NOBODY;
  const characters = Array.from(name);
  const firstTwo = characters.slice(0, 2).join('');
  const isCompound = characters.length > 2 && COMPOUND_SURNAMES.has(firstTwo);
  return `${isCompound ? firstTwo : (characters[0] ?? '')}某`;
}

function maskOrganisation(characters: readonly string[]): string {
  const shown = characters.length > 2 ? 2 : Math.max(characters.length - 1, 0);
  return `${characters.slice(0, shown).join('')}＊＊`;
}
