import { useState } from 'preact/hooks';
import { Empty, Failed, Loading } from '../parts/notices.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';
import { PublishedAnswer } from './published-answer.tsx';

/** Of a search no more are counted. */
const MOST_COUNTED = 1_000;

/** Answers that a review released for everybody, with a search over letters and answers. */
export function PublishedAnswers() {
  const { client } = usePortal();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [after, setAfter] = useState<string | null>(null);
  const [answers, retry] = useLoaded(
    () => client.publishedAnswers(search, after),
    `${search} ${after ?? ''}`,
  );
  const lookUp = (event: Event): void => {
    event.preventDefault();
    setAfter(null);
    setSearch(typed.trim());
  };
  return (
    <section class="card" aria-labelledby="answers">
      <h2 id="answers">公开答复</h2>
      <form class="search" role="search" onSubmit={lookUp}>
        <label class="filter">
          <span>查找公开的来信和答复</span>
          <input
            type="search"
            maxLength={60}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <button type="submit" class="button-plain">
          查找
        </button>
      </form>
      {answers.state === 'loading' && <Loading what="公开答复" />}
      {answers.state === 'failed' && <Failed error={answers.error} onRetry={retry} />}
      {answers.state === 'ready' && (
        <>
          <p class="hint" role="status">
            共 {answers.value.totalCount} 件
            {search !== '' && answers.value.totalCount >= MOST_COUNTED && '以上'}
          </p>
          {answers.value.totalCount === 0 && (
            <Empty>
              {search === '' ? '还没有公开的答复。' : `没有找到与“${search}”有关的答复。`}
            </Empty>
          )}
          {answers.value.edges.map((found) => (
            <PublishedAnswer key={found.node.id} found={found} search={search} />
          ))}
          <p class="actions">
            {after !== null && (
              <button type="button" class="button-plain" onClick={() => setAfter(null)}>
                回到第一页
              </button>
            )}
            {answers.value.pageInfo.hasNextPage && (
              <button
                type="button"
                class="button-plain"
                onClick={() => setAfter(answers.value.pageInfo.endCursor)}
              >
                下一页
              </button>
            )}
          </p>
        </>
      )}
    </section>
  );
}
