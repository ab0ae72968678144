import { useCallback, useState } from 'preact/hooks';
import { newDraft, type Draft } from './draft.ts';
import { clearDraft, readDraft, writeDraft } from './draft-storage.ts';

interface DraftState {
  draft: Draft;
  isDraftKept: boolean;
  change: (part: Partial<Draft>) => void;
  discardDraft: () => void;
}

/** The letter being written; each change is on the device before it is on the screen. */
export function useDraft(storage: Storage): DraftState {
  const [draft, setDraft] = useState(() => readDraft(storage) ?? newDraft());
  const [isDraftKept, setKept] = useState(true);
  const change = useCallback((part: Partial<Draft>) => {
    setDraft((before) => {
      const next = { ...before, ...part };
      setKept(writeDraft(storage, next));
      return next;
    });
  }, []);
  const discardDraft = useCallback(() => {
    clearDraft(storage);
    setDraft(newDraft());
  }, []);
  return { draft, isDraftKept, change, discardDraft };
}
