import { useEffect, useRef, useState } from 'preact/hooks';
import type { LetterReference } from '../../client/follow-letter.ts';
import type { LetterMessages } from '../../client/messages.ts';
import type { MessageFragment } from '../../generated/operations.ts';
import { instantText } from '../dates.ts';
import { newKey } from '../draft/draft.ts';
import { faultText } from '../fault-text.ts';
import { Field } from '../parts/field.tsx';
import { Failed, Loading } from '../parts/notices.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';
import { keyOf } from './use-progress.ts';

interface MessagesProps {
  letter: LetterReference;
  /** How many there were by the letter's events: with another one they are read again. */
  told: number;
}

/** What the petitioner and the units said to each other after the letter. */
export function Messages({ letter, told }: MessagesProps) {
  const { client } = usePortal();
  const [said, retry] = useLoaded(() => client.messages(letter), keyOf(letter));
  const heard = useRef(told);
  useEffect(() => {
    if (heard.current !== told) retry();
    heard.current = told;
  }, [told]);
  // It stays where it cannot be read again, with what is being written.
  const last = useRef<LetterMessages | null>(null);
  if (said.state === 'ready') last.current = said.value;
  const shown = last.current;
  if (said.state === 'ready' && !shown?.canAdd && !shown?.messages.length) return null;
  return (
    <section class="card" aria-labelledby="messages">
      <h2 id="messages">补充和留言</h2>
      {said.state === 'loading' && <Loading what="留言" />}
      {said.state === 'failed' && <Failed error={said.error} onRetry={retry} />}
      {shown && (
        <>
          <ol class="messages">
            {shown.messages.map((message) => (
              <Message key={message.id} message={message} />
            ))}
          </ol>
          {shown.canAdd && (
            <MessageForm letter={letter} petition={shown.petition} onAdded={retry} />
          )}
        </>
      )}
    </section>
  );
}

function Message({ message }: { message: MessageFragment }) {
  const isOwn = message.from === 'PETITIONER';
  return (
    <li class={isOwn ? 'message message-own' : 'message'}>
      <p class="hint">
        {isOwn ? '我' : '办理单位'} · {instantText(message.sentAt)}
      </p>
      <p class="letter-text">{message.text}</p>
    </li>
  );
}

interface MessageFormProps {
  letter: LetterReference;
  petition: string;
  onAdded: () => void;
}

function MessageForm({ letter, petition, onAdded }: MessageFormProps) {
  const { client } = usePortal();
  const [text, setText] = useState('');
  // The same words tried again are one message; other words are another.
  const tried = useRef({ words: '', key: '' });
  const [fault, setFault] = useState<string>();
  const send = (event: Event): void => {
    event.preventDefault();
    const words = text.trim();
    if (words === '') {
      setFault('请填写要补充的内容');
      return;
    }
    if (tried.current.words !== words) tried.current = { words, key: newKey() };
    const { key } = tried.current;
    client.addMessage(letter, petition, words, key).then(
      () => {
        if (tried.current.key === key) tried.current = { words: '', key: '' };
        // What was written while it was on its way has not been sent.
        setText((now) => (now.trim() === words ? '' : now));
        setFault(undefined);
        onAdded();
      },
      (error: unknown) => setFault(faultText(error)),
    );
  };
  return (
    <form onSubmit={send} noValidate class="no-print">
      <Field
        id="message"
        label="补充情况"
        hint="办理单位会看到；不要写身份证号和银行卡号"
        rows={3}
        value={text}
        fault={fault}
        onChange={setText}
      />
      <div class="actions">
        <button type="submit" class="button">
          发送
        </button>
      </div>
    </form>
  );
}
