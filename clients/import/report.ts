import type { TimelinessQuery, TimelinessUnderQuery } from './generated/operations.ts';
import type { ImportSummary } from './import-letters.ts';

type Month = TimelinessQuery['monthlyTimeliness'][number];

/** What became of the file, every bad line with its number and reason. */
export function describeSummary({
  read,
  imported,
  alreadyPresent,
  rejected,
}: ImportSummary): string {
  return [
    `${String(read)} read = ${String(imported)} imported + ${String(alreadyPresent)} already present + ${String(rejected.length)} rejected`,
    ...rejected.map(({ line, reason }) => `  line ${String(line)}: ${reason}`),
  ].join('\n');
}

const COLUMNS = [
  'month',
  'letters',
  'answered',
  'on time',
  'late',
  'open',
  'declined',
  'on-time rate',
];
const WIDTH = 14;

/** Per month: letters, answered, on time and late by the profile's limits, and the sum. */
export function describeTimeliness(months: readonly Month[]): string {
  const sum = (pick: (month: Month) => number): number =>
    months.reduce((total, month) => total + pick(month), 0);
  const total: Month = {
    month: 'total',
    letters: sum((month) => month.letters),
    declined: sum((month) => month.declined),
    answered: sum((month) => month.answered),
    open: sum((month) => month.open),
    onTime: sum((month) => month.onTime),
    late: sum((month) => month.late),
  };
  return [COLUMNS, ...[...months, total].map(cells)]
    .map((row) => row.map((cell) => cell.padStart(WIDTH)).join(''))
    .join('\n');
}

function cells({ month, letters, answered, onTime, late, open, declined }: Month): string[] {
  const rate = answered === 0 ? '–' : `${((100 * onTime) / answered).toFixed(1)}%`;
  return [month, ...[letters, answered, onTime, late, open, declined].map(String), `  ${rate}`];
}

/** On-time rate by one policy's ordinary limits, and the letters of a sample. */
export function describePolicy({
  policy,
  answered,
  onTime,
  withoutLimit,
  sample,
}: TimelinessUnderQuery['timelinessUnder']): string {
  const rate = answered === 0 ? '–' : `${((100 * onTime) / answered).toFixed(1)}%`;
  const none = withoutLimit > 0 ? `, ${String(withoutLimit)} without a limit` : '';
  return [
    `${policy}: ${String(onTime)} of ${String(answered)} on time (${rate})${none}`,
    ...sample.map(
      ({ registrationNumber, rule, startsOn, dueOn, answeredOn, isOnTime }) =>
        `  ${registrationNumber} ${rule ?? 'no limit'}: ${startsOn} → ${dueOn ?? '–'}, answered ${answeredOn}, ${isOnTime ? 'on time' : 'late'}`,
    ),
  ].join('\n');
}
