import { useRef, useState } from 'preact/hooks';
import type { PortalClient, Recipient } from '../../client/portal-client.ts';
import { PortalError } from '../../client/portal-error.ts';
import type { LetterInput, ReceiptFragment } from '../../generated/operations.ts';
import { newKey, toLetter } from '../draft/draft.ts';
import { pathOf } from '../draft/steps.ts';
import { replacePlace } from '../navigation/router.ts';
import { usePortal } from '../portal-context.ts';
import { keepReceipt } from './kept-receipt.ts';

interface Submission {
  isSending: boolean;
  error: unknown;
  submit: () => void;
  /** After a letter of the same key arrived with other words: this one becomes a letter of its own. */
  submitAsNew: () => void;
}

/** Sends the draft. A second click, or a second try after silence, never makes a second letter. */
export function useSubmission(): Submission {
  const { client, draft, change, discardDraft, session, signIn, signOut } = usePortal();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isUnderWay = useRef(false);

  const send = async (idempotencyKey: string): Promise<void> => {
    if (!session) {
      await signIn(pathOf('check'));
      return;
    }
    if (isUnderWay.current || !draft.recipient) return;
    isUnderWay.current = true;
    setSending(true);
    setError(null);
    try {
      const { recipient } = draft;
      const receipt = await submit(client, recipient, toLetter(draft), idempotencyKey);
      keepReceipt({ ...receipt, recipient: recipient.name, title: draft.title.trim() });
      replacePlace('/sent');
      discardDraft();
    } catch (cause) {
      if (cause instanceof PortalError && cause.kind === 'signed-out') signOut();
      setError(cause);
    } finally {
      isUnderWay.current = false;
      setSending(false);
    }
  };
  const start = (idempotencyKey: string): void => {
    send(idempotencyKey).catch(setError);
  };
  return {
    isSending,
    error,
    submit: () => start(draft.idempotencyKey),
    submitAsNew: () => {
      const idempotencyKey = newKey();
      change({ idempotencyKey });
      start(idempotencyKey);
    },
  };
}

/** With the proof of who has registered; that the office does not answer is no reason to wait. */
async function submit(
  client: PortalClient,
  recipient: Recipient,
  letter: LetterInput,
  idempotencyKey: string,
): Promise<ReceiptFragment> {
  let silence: unknown = null;
  const registrationProof = await client.account.registrationProof().catch((error: unknown) => {
    silence = error;
    return null;
  });
  try {
    return await client.submit(recipient, { ...letter, registrationProof }, idempotencyKey);
  } catch (error) {
    const isUnproven = error instanceof PortalError && error.code === 'REGISTRATION_REQUIRED';
    throw isUnproven && silence !== null ? silence : error;
  }
}
