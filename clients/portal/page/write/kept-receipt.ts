import { openStorage } from '../../../sign-in/open-storage.ts';

/** What was given for the last letter of this tab; a reload shows it again instead of an empty form. */
export interface Receipt {
  queryCode: string;
  submittedAt: string;
  recipient: string;
  title: string;
}

const KEY = 'petition.receipt';
const storage = openStorage(() => sessionStorage);

/** Its code is shown this once: a device that keeps nothing must show it all the same. */
let latest: Receipt | null = null;

export function keepReceipt(receipt: Receipt): void {
  latest = receipt;
  try {
    storage.setItem(KEY, JSON.stringify(receipt));
  } catch {
    return;
  }
}

export function readReceipt(): Receipt | null {
  if (latest) return latest;
  const text = storage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Receipt);
}
