import { extractText, getDocumentProxy } from 'unpdf';

/** The text of each page of a PDF, without the blanks that layout puts in. */
export async function textOfPages(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 });
  try {
    const { text } = await extractText(document, { mergePages: false });
    return text.map((page) => page.replaceAll(/\s/g, ''));
  } finally {
    await document.loadingTask.destroy();
  }
}
