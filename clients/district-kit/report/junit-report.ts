import type { Report } from './report.ts';

type Row = Report['results'][number];

/** For continuous integration; a SHOULD that is not met is reported as skipped, since it fails nothing. */
export function toJunit({ results, startedAt, district }: Report): string {
  const failures = results.filter(isFailure).length;
  const errors = results.filter(({ verdict }) => verdict === 'error').length;
  const skipped = results.filter((row) => isSkipped(row)).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="district ${escape(district)}" tests="${String(results.length)}" failures="${String(failures)}" errors="${String(errors)}" skipped="${String(skipped)}" timestamp="${escape(startedAt)}">
${results.map(toTestCase).join('\n')}
</testsuite></testsuites>
`;
}

function isFailure({ verdict, strength }: Row): boolean {
  return verdict === 'failed' && strength === 'MUST';
}

function isSkipped(row: Row): boolean {
  return row.verdict === 'skipped' || (row.verdict === 'failed' && !isFailure(row));
}

function toTestCase(row: Row): string {
  const { id, level, title, durationMs } = row;
  const head = `<testcase classname="${level}" name="${escape(`${id} ${title}`)}" time="${String(durationMs / 1000)}">`;
  return `${head}${outcomeOf(row)}</testcase>`;
}

function outcomeOf(row: Row): string {
  const message = escape(`期望：${row.expected} 实际：${row.actual}`);
  if (row.verdict === 'error') return `<error message="${message}"/>`;
  if (isFailure(row)) return `<failure message="${message}">${escape(row.fix)}</failure>`;
  return isSkipped(row) ? `<skipped message="${message}"/>` : '';
}

/** Characters that XML cannot hold are left out. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
