import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createPdfPrinter } from '../../../../subgraphs/casework/forms/pdf-printer.ts';
import type { Form } from '../../../../subgraphs/casework/forms/form.ts';
import { textOfPages } from './pdf-text.ts';

/** Has Vietnamese letters, which the forms' own font lacks. */
const ROBOTO = fileURLToPath(import.meta.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf'));

function formWith(value: string): Form {
  const field = { label: '来件内容', value };
  return {
    issuer: '市信访局',
    title: '单',
    number: 'GA-1',
    sections: [{ kind: 'fields', heading: '一', lines: [[field]] }],
    printedOn: '2026年3月2日',
  };
}

describe('the printer of forms', () => {
  it('leaves the event loop to others while it prints', async () => {
    await using printer = createPdfPrinter([]);
    const printing = printer.print(formWith('欠薪经过与依据。'.repeat(1_500)));
    let turns = 0;
    const race = async (): Promise<'printed' | 'turn'> =>
      Promise.race([
        printing.then(() => 'printed' as const),
        new Promise<'turn'>((resolve) => setImmediate(() => resolve('turn'))),
      ]);
    while ((await race()) === 'turn') turns += 1;
    expect(turns).toBeGreaterThan(100);
  });

  it('takes a fallback font for what its own lacks', async () => {
    const form = formWith('名：Ѣ');
    await using plain = createPdfPrinter([]);
    await expect(plain.print(form)).rejects.toMatchObject({
      extensions: { code: 'GLYPH_MISSING', codePoints: ['U+0462'] },
    });
    await using printer = createPdfPrinter([ROBOTO]);
    const pages = await textOfPages(await printer.print(form));
    expect(pages.join('')).toContain('名：Ѣ');
  });

  it('goes on with another form after it refused one', async () => {
    await using printer = createPdfPrinter([]);
    const refused = printer.print(formWith('Ѣ')).catch((error: unknown) => error);
    const printed = printer.print(formWith('好'));
    expect(await refused).toMatchObject({ extensions: { code: 'GLYPH_MISSING' } });
    expect((await textOfPages(await printed)).join('')).toContain('来件内容好');
  });
});
