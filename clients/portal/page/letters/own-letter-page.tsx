import { useEffect } from 'preact/hooks';
import { Heading } from '../navigation/heading.tsx';
import { Link } from '../navigation/link.tsx';
import { usePlace } from '../navigation/router.ts';
import { Failed, Loading } from '../parts/notices.tsx';
import { SignInFirst } from '../parts/sign-in-first.tsx';
import { usePortal } from '../portal-context.ts';
import { LetterProgress } from '../progress/letter-progress.tsx';
import { useProgress } from '../progress/use-progress.ts';
import { noteOpened } from './kept-place.ts';

/** How one of the reader's own letters goes on, without its code. */
export function OwnLetterPage({ caseId }: { caseId: string }) {
  const { session } = usePortal();
  useEffect(() => {
    if (session) noteOpened(session, caseId);
  }, [session, caseId]);
  return (
    <>
      <nav class="back back-wide" aria-label="返回">
        <Link to="/letters">我的信件</Link>
      </nav>
      <main id="main" class="wide">
        <LetterHeading />
        {session ? (
          <Letter key={caseId} caseId={caseId} />
        ) : (
          <SignInFirst why="这是您自己的来信，登录后可以查看。" />
        )}
      </main>
    </>
  );
}

/** What the letter is called is known where one comes from the list. */
function LetterHeading() {
  const given = usePlace().state as { title?: string } | null;
  return <Heading title={given?.title === undefined ? '来信进度' : `《${given.title}》的进度`} />;
}

function Letter({ caseId }: { caseId: string }) {
  const letter = { caseId };
  const [progress, refresh, retry] = useProgress(letter, false);
  switch (progress.state) {
    case 'loading':
      return <Loading what="进度" />;
    case 'failed':
      return <Failed error={progress.error} onRetry={retry} />;
    case 'unknown':
      return (
        <p class="notice" role="status">
          您的账户里没有这封来信。可能是用别的账户写的；有查询码的，也可以凭查询码查看。
        </p>
      );
    case 'known':
      return <LetterProgress letter={letter} {...progress} onRated={refresh} />;
  }
}
