import { useCallback, useEffect, useState } from 'preact/hooks';
import { newDraft, type Draft } from './draft.ts';
import { clearDraft, readDraft, watchDraft, writeDraft } from './draft-storage.ts';

/** A part of the draft, or how it follows from the draft as it is by then. */
export type Change = (part: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void;

interface DraftState {
  draft: Draft;
  isDraftKept: boolean;
  change: Change;
  discardDraft: () => void;
}

/** The letter being written, one for all tabs; each change is on the device before it is on the screen. */
export function useDraft(storage: Storage): DraftState {
  const [draft, setDraft] = useState(() => readDraft(storage) ?? newDraft());
  const [isDraftKept, setKept] = useState(true);
  const change = useCallback<Change>((part) => {
    setDraft((before) => {
      const next = { ...before, ...(typeof part === 'function' ? part(before) : part) };
      setKept(writeDraft(storage, next));
      return next;
    });
  }, []);
  const discardDraft = useCallback(() => {
    clearDraft(storage);
    setDraft(newDraft());
  }, []);
  // Else a tab would write over what was typed in another, or send once more what was sent there.
  useEffect(() => watchDraft(storage, () => setDraft(readDraft(storage) ?? newDraft())), [storage]);
  return { draft, isDraftKept, change, discardDraft };
}
