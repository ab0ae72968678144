/** The calendar day of an instant in a time zone, YYYY-MM-DD; days compare as texts. */
export function dayOf(instant: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant);
  // years are written as short as they are
  return day.padStart('YYYY-MM-DD'.length, '0');
}
