import type { TestCasework } from '../support/casework.ts';
import { textOfPages } from './pdf-text.ts';

/** The text of a linked document, without blanks, page by page; a page of HTML is one. */
export async function readPages(
  casework: TestCasework,
  link: { url: string } | null,
): Promise<string[]> {
  const response = await fetch(`${casework.url}${link!.url}`);
  if (response.status !== 200) throw new Error(`got ${response.status} ${await response.text()}`);
  if (response.headers.get('content-type') === 'application/pdf')
    return textOfPages(new Uint8Array(await response.arrayBuffer()));
  return [textOfHtml(await response.text())];
}

function textOfHtml(html: string): string {
  const body = html.slice(html.indexOf('<body>')).replaceAll(/<[^>]*>/g, '');
  return body.replaceAll(/\s/g, '').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
