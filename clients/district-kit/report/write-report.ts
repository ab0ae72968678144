import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { toHtml } from './html-report.ts';
import { toJunit } from './junit-report.ts';
import { reportShape, type Report } from './report.ts';

/** Writes report.html, report.json with its schema, and junit.xml into a folder. */
export async function writeReport(folder: string, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = {
    'report.html': toHtml(report),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'report.schema.json': `${JSON.stringify(z.toJSONSchema(reportShape), null, 2)}\n`,
    'junit.xml': toJunit(report),
  };
  await Promise.all(
    Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)),
  );
}
