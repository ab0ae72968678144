import { useEffect, useRef } from 'preact/hooks';
import { Heading } from '../navigation/heading.tsx';
import { Link } from '../navigation/link.tsx';
import { Failed, Loading } from '../parts/notices.tsx';
import { SignInFirst } from '../parts/sign-in-first.tsx';
import { usePortal } from '../portal-context.ts';
import { LetterCard } from './letter-card.tsx';
import { useOwnLetters } from './use-own-letters.ts';

/** 我的信件: whatever the reader wrote, to whichever mailbox. */
export function LettersPage() {
  const { session } = usePortal();
  return (
    <main id="main" class="middle">
      <Heading title="我的信件" />
      {session ? (
        <Letters />
      ) : (
        <SignInFirst why="登录后，您写给各个信箱的来信都在这里，不用再输查询码。">
          <Link to="/progress">凭查询码查询</Link>
        </SignInFirst>
      )}
    </main>
  );
}

function Letters() {
  const { first, letters, openedCase, hasMore, isLoadingMore, moreFault, retry, more } =
    useOwnLetters();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (first.state !== 'ready' || openedCase === null) return;
    const card = list.current?.querySelector(`[data-case="${CSS.escape(openedCase)}"]`);
    card?.querySelector('a')?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'center' });
  }, [first.state, openedCase]);
  if (first.state === 'loading') return <Loading what="您的来信" />;
  if (first.state === 'failed') return <Failed error={first.error} onRetry={retry} />;
  if (letters.length === 0) return <NoLetters />;
  return (
    <>
      <p class="lead">写给各个信箱的来信，最近的在前。刚提交的来信登记后出现，一般几秒钟。</p>
      <ul class="letters" ref={list}>
        {letters.map((letter) => (
          <LetterCard key={letter.cursor} letter={letter} />
        ))}
      </ul>
      {moreFault !== null && <Failed error={moreFault} onRetry={more} />}
      <p class="actions">
        {hasMore && (
          <button type="button" class="button-plain" onClick={more} aria-disabled={isLoadingMore}>
            {isLoadingMore ? '正在读取…' : '再看十封'}
          </button>
        )}
        <Link to="/account">实名信息</Link>
        <span class="hidden" role="status">
          现在显示 {letters.length} 封
        </span>
      </p>
    </>
  );
}

function NoLetters() {
  return (
    <div class="card blank">
      <p>您还没有写过信。刚提交的来信要等登记后才出现，一般几秒钟。</p>
      <p class="actions">
        <Link to="/" class="button">
          写一封信
        </Link>
        <Link to="/account">实名信息</Link>
      </p>
    </div>
  );
}
