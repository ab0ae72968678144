import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import pdfmake from 'pdfmake';
import { openFormFonts } from './form-fonts.ts';
import { formPdf } from './form-pdf.ts';
import type { Form } from './form.ts';

export interface PdfJob {
  id: number;
  form: Form;
}

/** What a thread answers: the file, what the form was refused for, or what went wrong. */
export type PdfResult = { id: number } & (
  | { pdf: Uint8Array }
  | { refusal: { message: string; extensions: Record<string, unknown> } }
  | { fault: string }
);

const fonts = openFormFonts((workerData as { fallbackFonts: readonly string[] }).fallbackFonts);
const paths = new Set(fonts.files.flatMap(({ normal, bold }) => [normal, bold]));
pdfmake.setFonts(
  Object.fromEntries(fonts.files.map(({ name, normal, bold }) => [name, { normal, bold }])),
);
// Whatever a form says, nothing but the fonts is read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => paths.has(path));

parentPort?.on('message', (job: PdfJob) => {
  void print(job).then((result) => parentPort?.postMessage(result));
});

async function print({ id, form }: PdfJob): Promise<PdfResult> {
  try {
    const definition = formPdf(form, fonts.toRuns);
    return { id, pdf: await pdfmake.createPdf(definition).getBuffer() };
  } catch (error) {
    if (error instanceof GraphQLError)
      return { id, refusal: { message: error.message, extensions: error.extensions } };
    return { id, fault: Error.isError(error) ? (error.stack ?? error.message) : String(error) };
  }
}
