import type { DocumentKind } from '../../kit/documents/document-kind.ts';
import type { DocumentFormat } from '../generated/resolver-types.ts';
import { formHtml } from './form-html.ts';
import type { Form } from './form.ts';
import type { PdfPrinter } from './pdf-printer.ts';

export interface FormOrder {
  form: Form;
  format: DocumentFormat;
}

/** Forms as documents: what they say is settled when the link is made. */
export function createFormKind(printer: PdfPrinter): DocumentKind<FormOrder> {
  return {
    name: 'form',
    write: async ({ form, format }) => {
      const name = `${form.title}-${form.number}`;
      return format === 'PDF'
        ? {
            fileName: `${name}.pdf`,
            contentType: 'application/pdf',
            disposition: 'inline',
            body: await printer.print(form),
          }
        : {
            fileName: `${name}.html`,
            contentType: 'text/html; charset=utf-8',
            disposition: 'inline',
            body: formHtml(form),
          };
    },
  };
}
