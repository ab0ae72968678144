import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of each page of a PDF, without the blanks that layout puts in. */
export async function textOfPages(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  try {
    const pages = Array.from({ length: document.numPages }, (_none, index) => textOf(index + 1));
    return await Promise.all(pages);
  } finally {
    await document.loadingTask.destroy();
  }

  async function textOf(number: number): Promise<string> {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    return items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
      .replaceAll(/\s/g, '');
  }
}
