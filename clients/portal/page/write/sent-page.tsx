import { useEffect, useState } from 'preact/hooks';
import { dayText } from '../dates.ts';
import { Heading } from '../navigation/heading.tsx';
import { Link } from '../navigation/link.tsx';
import { go, hrefOf, replacePlace } from '../navigation/router.ts';
import { Icon } from '../parts/icon.tsx';
import { readReceipt, type Receipt } from './kept-receipt.ts';

/** The code, to copy and to print, and what happens next. */
export function SentPage() {
  const [receipt] = useState(readReceipt);
  useEffect(() => {
    if (!receipt) replacePlace('/');
  }, [receipt]);
  if (!receipt) return null;
  return (
    <main id="main">
      <div class="sent">
        <Icon name="check" />
        <Heading title="来信已经收到" />
        <p>
          《{receipt.title}》已送达{receipt.recipient}，{dayText(receipt.submittedAt)}。
        </p>
      </div>
      <CodeCard receipt={receipt} />
      <h2>接下来</h2>
      <ol class="notices">
        <li>来信登记编号，一般几秒钟内完成，之后可以查到答复期限和期限的由来。</li>
        <li>信访局按职责转给承办单位；转给谁、什么时候签收，都显示在进度里。</li>
        <li>承办单位答复后，您可以凭查询码查看答复，并评价是否满意。</li>
      </ol>
      <p class="actions no-print">
        <button
          type="button"
          class="button"
          onClick={() => go('/progress', { code: receipt.queryCode, isNew: true })}
        >
          查看进度
        </button>
        <Link to="/letters">我的信件</Link>
        <Link to="/">再写一封</Link>
      </p>
    </main>
  );
}

function CodeCard({ receipt }: { receipt: Receipt }) {
  const [said, setSaid] = useState('');
  const copy = (): void => {
    copyText(receipt.queryCode).then(
      () => setSaid('已复制'),
      () => setSaid('没能复制，请手工抄写'),
    );
  };
  return (
    <section class="code-card" aria-labelledby="code-title">
      <h2 id="code-title">您的查询码</h2>
      <p class="code">{receipt.queryCode}</p>
      <p class="print-only">查询地址：{`${location.origin}${hrefOf('/progress')}`}</p>
      <p class="hint">凭它查进度和答复。它只显示这一次，请抄写、打印或截图保存，不要告诉别人。</p>
      <p class="actions no-print">
        <button type="button" class="button-plain" onClick={copy}>
          复制
        </button>
        <button type="button" class="button-plain" onClick={() => print()}>
          打印
        </button>
        <span role="status">{said}</span>
      </p>
    </section>
  );
}

/** Pages without TLS have no clipboard. */
async function copyText(text: string): Promise<void> {
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  if (!clipboard) throw new Error('expected a clipboard');
  await clipboard.writeText(text);
}
