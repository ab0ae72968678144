/** What was given for the last letter of this tab; a reload shows it again instead of an empty form. */
export interface Receipt {
  queryCode: string;
  submittedAt: string;
  recipient: string;
  title: string;
}

const KEY = 'petition.receipt';

export function keepReceipt(receipt: Receipt): void {
  sessionStorage.setItem(KEY, JSON.stringify(receipt));
}

export function readReceipt(): Receipt | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Receipt);
}
