import { useState } from 'preact/hooks';
import type { PublishedAnswersQuery } from '../../generated/operations.ts';
import { dayText } from '../dates.ts';
import { Empty, Failed, Loading } from '../parts/notices.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { usePortal } from '../portal-context.ts';
import { TYPE_WORDS } from '../words.ts';

type Excerpt = PublishedAnswersQuery['publishedAnswers']['edges'][number]['excerpts'][number];

/** Of a search no more are counted. */
const MOST_COUNTED = 1_000;
const PART_WORDS: Record<Excerpt['part'], string> = {
  TITLE: '标题',
  QUESTION: '来信',
  ANSWER: '答复',
};

/** What was found of a part with its hits marked, or its text. */
function Marked({ text, excerpt }: { text: string; excerpt: Excerpt | undefined }) {
  if (!excerpt) return <>{text}</>;
  const [first] = excerpt.pieces;
  return (
    <>
      {first && first.start > 0 && '…'}
      {excerpt.pieces.map((piece) =>
        piece.isMatch ? <mark key={piece.start}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}

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
          {answers.value.edges.map(({ node, excerpts }) => (
            <details class="reply" key={node.id}>
              <summary>
                <Marked text={node.title} excerpt={excerpts.find(({ part }) => part === 'TITLE')} />
                （{TYPE_WORDS[node.type].label}，{dayText(node.repliedOn)}答复）
                {excerpts
                  .filter(({ part }) => part !== 'TITLE')
                  .map((excerpt) => (
                    <span class="hint excerpt" key={excerpt.part}>
                      {PART_WORDS[excerpt.part]}：
                      <Marked text="" excerpt={excerpt} />
                    </span>
                  ))}
              </summary>
              <h3>来信</h3>
              <p class="letter-text">{node.question}</p>
              <h3>答复</h3>
              <p class="letter-text">{node.answer}</p>
              <p class="signature">{node.repliedBy?.name ?? '信访局'}</p>
            </details>
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
