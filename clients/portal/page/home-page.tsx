import { isWorthKeeping } from './draft/draft-storage.ts';
import { pathOf } from './draft/steps.ts';
import { Heading } from './navigation/heading.tsx';
import { Link } from './navigation/link.tsx';
import { usePortal } from './portal-context.ts';
import { CodeForm } from './progress/code-form.tsx';
import { MailboxChoice } from './write/mailbox-choice.tsx';

const WAY = [
  { name: '写信', hint: '几分钟填完，随时可停' },
  { name: '登记受理', hint: '得到编号和答复期限' },
  { name: '办理答复', hint: '每次流转都看得到' },
  { name: '您来评价', hint: '满意不满意由您说' },
];

/** Where one chooses whom to write to, or asks after a letter. */
export function HomePage() {
  return (
    <main id="main" class="wide">
      <div class="hero">
        <div>
          <Heading title="写信和查询">有话想说，写信给我们</Heading>
          <p class="lead">
            选择信箱，写下您的事情；提交后得到一个查询码，随时看到谁在办、什么时候答复。
          </p>
          <KeptDraft />
          <ol class="way">
            {WAY.map(({ name, hint }) => (
              <li key={name}>
                <strong>{name}</strong>
                <small>{hint}</small>
              </li>
            ))}
          </ol>
        </div>
        <section class="card" aria-labelledby="look-up">
          <h2 id="look-up">凭查询码查进度</h2>
          <CodeForm />
        </section>
      </div>
      <MailboxChoice />
    </main>
  );
}

function KeptDraft() {
  const { draft, discardDraft } = usePortal();
  if (!draft.recipient || !isWorthKeeping(draft)) return null;
  return (
    <div class="notice">
      <div>
        <p>
          这台设备上有一封没写完的信：<b>{draft.title.trim() || '（还没有标题）'}</b>，写给
          {draft.recipient.name}。
        </p>
        <p class="actions">
          <Link to={pathOf('content')} class="button">
            接着写
          </Link>
          <button type="button" class="button-plain" onClick={discardDraft}>
            删除草稿
          </button>
        </p>
      </div>
    </div>
  );
}
