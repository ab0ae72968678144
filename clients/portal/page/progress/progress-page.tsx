import { PortalError } from '../../client/portal-error.ts';
import { Heading } from '../navigation/heading.tsx';
import { Link } from '../navigation/link.tsx';
import { usePlace } from '../navigation/router.ts';
import { Failed, Loading } from '../parts/notices.tsx';
import { CodeForm } from './code-form.tsx';
import { LetterProgress } from './letter-progress.tsx';
import { useProgress } from './use-progress.ts';

/** Asks for a code, or shows the letter of the one that was given. */
export function ProgressPage() {
  const given = usePlace().state as { code?: string; isNew?: boolean } | null;
  if (given?.code === undefined)
    return (
      <main id="main">
        <Heading title="查进度" />
        <div class="card">
          <CodeForm />
        </div>
        <p class="hint">
          登录后写的信，在<Link to="/letters">我的信件</Link>里直接查看，不用输查询码。
        </p>
      </main>
    );
  return <Letter key={given.code} queryCode={given.code} isNew={given.isNew === true} />;
}

function Letter({ queryCode, isNew }: { queryCode: string; isNew: boolean }) {
  const letter = { queryCode };
  const [progress, refresh, retry] = useProgress(letter, isNew);
  return (
    <main id="main" class="wide">
      <Heading title="来信进度" />
      {progress.state === 'loading' && <Loading what={isNew ? '登记结果' : '进度'} />}
      {progress.state === 'failed' && !isMistyped(progress.error) && (
        <Failed error={progress.error} onRetry={retry} />
      )}
      {progress.state === 'failed' && isMistyped(progress.error) && <Mistyped />}
      {progress.state === 'unknown' && <Unknown onRetry={retry} />}
      {progress.state === 'known' && (
        <LetterProgress letter={letter} {...progress} onRated={refresh} />
      )}
    </main>
  );
}

/** The gateway says so where a code cannot be one; whether there is such a letter it does not say. */
function isMistyped(error: unknown): boolean {
  return error instanceof PortalError && error.code === 'BAD_USER_INPUT';
}

function Mistyped() {
  return (
    <>
      <p class="notice" role="status">
        查询码抄写有误：有一位字母或数字不对，或者顺序颠倒。请核对后重新输入。
      </p>
      <CodeForm />
    </>
  );
}

function Unknown({ onRetry }: { onRetry: () => void }) {
  return (
    <>
      <div class="notice" role="status">
        <div>
          <p>
            没有找到这个查询码对应的来信。请核对后重新输入；刚刚提交的来信，登记需要几秒钟，请稍后再查。
          </p>
          <button type="button" class="button-plain" onClick={onRetry}>
            再查一次
          </button>
        </div>
      </div>
      <CodeForm />
    </>
  );
}
