import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { codedError } from '../../kit/errors.ts';

/** A font file in both weights; a fallback has one for both. */
export interface FontFiles {
  name: string;
  normal: string;
  bold: string;
}

const BODY: FontFiles = {
  name: 'body',
  normal: fontFile('400Regular/NotoSansSC_400Regular.ttf'),
  bold: fontFile('700Bold/NotoSansSC_700Bold.ttf'),
};

/** A piece of text in the font that has all its signs. */
export interface Run {
  text: string;
  font: string;
}

export interface FormFonts {
  files: readonly FontFiles[];
  /** @throws GraphQLError GLYPH_MISSING, with the signs' numbers, where no font has one of them */
  toRuns: (text: string) => Run[];
}

/** @param fallbacks paths of fonts for rare names, asked in this order for what the first one lacks */
export function openFormFonts(fallbacks: readonly string[]): FormFonts {
  const files = [BODY, ...fallbacks.map((path, index) => oneWeight(`fallback${index + 1}`, path))];
  const fonts = files.map(({ name, normal }) => ({
    name,
    font: create(readFileSync(normal)) as Font,
  }));
  const known = new Map<number, string | null>();
  const fontOf = (codePoint: number): string | null => {
    const found =
      known.get(codePoint) ??
      fonts.find(({ font }) => font.hasGlyphForCodePoint(codePoint))?.name ??
      null;
    known.set(codePoint, found);
    return found;
  };
  return { files, toRuns: (text) => splitByFont(printable(text), fontOf) };
}

/** Pictures and signs that only steer other signs have no place in a file; that one was there shows. */
function printable(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(
      /[\p{Extended_Pictographic}\p{Regional_Indicator}](?:[\p{Emoji_Modifier}\u{FE0F}\u{200D}]|[\p{Extended_Pictographic}\p{Regional_Indicator}])*/gu,
      '〔表情〕',
    )
    .replaceAll('\t', '　')
    .replaceAll(/[\p{Cf}\p{Variation_Selector}]|(?!\n)\p{Cc}/gu, '');
}

function splitByFont(text: string, fontOf: (codePoint: number) => string | null): Run[] {
  const runs: Run[] = [];
  const missing = new Set<number>();
  for (const sign of text) {
    const codePoint = sign.codePointAt(0) ?? 0;
    const font = sign === '\n' ? (runs.at(-1)?.font ?? BODY.name) : fontOf(codePoint);
    if (font === null) missing.add(codePoint);
    else append(runs, sign, font);
  }
  if (missing.size > 0) throw glyphMissing([...missing]);
  return runs;
}

function append(runs: Run[], sign: string, font: string): void {
  const last = runs.at(-1);
  if (last?.font === font) last.text += sign;
  else runs.push({ text: sign, font });
}

function glyphMissing(codePoints: readonly number[]): Error {
  const names = codePoints.map((one) => `U+${one.toString(16).toUpperCase().padStart(4, '0')}`);
  return codedError(
    'GLYPH_MISSING',
    `Expected fonts with ${names.join(', ')}; take the HTML form.`,
    {
      codePoints: names,
    },
  );
}

function oneWeight(name: string, path: string): FontFiles {
  return { name, normal: path, bold: path };
}

function fontFile(path: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${path}`));
}
