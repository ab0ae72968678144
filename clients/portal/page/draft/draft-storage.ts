import { newDraft, type Draft } from './draft.ts';

const KEY = 'petition.draft';

/** The draft of this device, if there is one. */
export function readDraft(storage: Storage): Draft | null {
  try {
    const text = storage.getItem(KEY);
    return text === null ? null : { ...newDraft(), ...(JSON.parse(text) as Partial<Draft>) };
  } catch {
    return null;
  }
}

/** @returns false where the device keeps nothing, as in some private windows */
export function writeDraft(storage: Storage, draft: Draft): boolean {
  try {
    storage.setItem(KEY, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function clearDraft(storage: Storage): void {
  storage.removeItem(KEY);
}

/** Another tab has changed, sent or deleted the letter. @returns ends it */
export function watchDraft(storage: Storage, onChange: () => void): () => void {
  const onStorage = ({ storageArea, key }: StorageEvent): void => {
    if (storageArea === storage && (key === KEY || key === null)) onChange();
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}

/** Whether anything was typed that would be missed. */
export function isWorthKeeping({ title, content, place, signatories }: Draft): boolean {
  return [title, content, place, signatories].some((text) => text.trim() !== '');
}
