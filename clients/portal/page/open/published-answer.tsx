import type { PublishedAnswersQuery, PublishedPart } from '../../generated/operations.ts';
import { dayText } from '../dates.ts';
import { TYPE_WORDS } from '../words.ts';
import { Marked } from './marked.tsx';
import { markMatches } from './marks.rules.ts';

type Found = PublishedAnswersQuery['publishedAnswers']['edges'][number];

const PART_WORDS: Readonly<Record<PublishedPart, string>> = {
  TITLE: '标题',
  QUESTION: '来信',
  ANSWER: '答复',
};

/** One answer: its title and where the search was found, and all of it once it is opened. */
export function PublishedAnswer({ found, search }: { found: Found; search: string }) {
  const { node, excerpts } = found;
  const marked = (text: string) => <Marked pieces={markMatches(text, search)} />;
  return (
    <details class="answer">
      <summary>
        <strong>{marked(node.title)}</strong>
        <small class="facts">
          <span>{TYPE_WORDS[node.type].label}</span>
          <span>{node.repliedBy?.name ?? '信访局'}</span>
          <span>{dayText(node.repliedOn)}答复</span>
        </small>
        {excerpts
          .filter(({ part }) => part !== 'TITLE')
          .map(({ part, pieces }) => (
            <span class="excerpt" key={part}>
              <b>{PART_WORDS[part]}</b> {(pieces[0]?.start ?? 0) > 0 && '…'}
              <Marked pieces={pieces} />
            </span>
          ))}
      </summary>
      <h3>来信</h3>
      <p class="letter-text">{marked(node.question)}</p>
      <h3>答复</h3>
      <p class="letter-text">{marked(node.answer)}</p>
      <p class="signature">{node.repliedBy?.name ?? '信访局'}</p>
    </details>
  );
}
