import type { OwnLetter } from '../../client/account.ts';
import type { CaseState, OwnCaseFragment } from '../../generated/operations.ts';
import { dayText, daysUntil } from '../dates.ts';
import { Link } from '../navigation/link.tsx';
import { MAILBOX_WORDS, STATE_WORDS, TYPE_WORDS } from '../words.ts';

type Course = 'waiting' | 'late' | 'answered' | 'declined';

const ANSWERED: ReadonlySet<CaseState> = new Set([
  'REPLIED',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
  'CONCLUDED',
  'ARCHIVED',
]);

/** One letter of the list: what it is about, where it is, by when it is answered. */
export function LetterCard({ letter }: { letter: OwnLetter }) {
  const { petition, case: held } = letter;
  if (!petition || !held)
    return (
      <li class="letter letter-missing">
        <p class="empty">这封来信所在的区市县系统暂时没有应答，来信没有丢失，请稍后再看。</p>
      </li>
    );
  const title = petition.title ?? '（没有标题）';
  return (
    <li class="letter" data-case={held.id}>
      <h2>
        <Link to={`/letters/${held.id}`} state={{ title }}>
          {title}
        </Link>
      </h2>
      <p class={`badge badge-${courseOf(held)}`}>{STATE_WORDS[held.state]}</p>
      <p class="facts">
        <span>{held.mailboxUnit?.name ?? MAILBOX_WORDS[held.mailbox]}</span>
        <span>{TYPE_WORDS[petition.type].label}</span>
        <span>{dayText(petition.submittedAt)}提交</span>
        <span>编号 {held.registrationNumber}</span>
      </p>
      <p class="letter-due">{dueText(held)}</p>
    </li>
  );
}

function courseOf({ state, answerDeadline }: OwnCaseFragment): Course {
  if (state === 'DECLINED') return 'declined';
  if (ANSWERED.has(state)) return 'answered';
  return answerDeadline?.isOverdue ? 'late' : 'waiting';
}

function dueText(held: OwnCaseFragment): string {
  const { answerDeadline: deadline, rating } = held;
  switch (courseOf(held)) {
    case 'declined':
      return '点开查看理由，和您可以去的地方。';
    case 'answered':
      return rating ? '已答复，您已评价。' : '已答复，请点开查看；满意不满意，由您评价。';
    case 'late':
      return `答复期限 ${dayText(deadline?.dueOn ?? '')}，已经超过。`;
    case 'waiting':
      if (!deadline) return '受理后显示答复期限。';
      return `答复期限 ${dayText(deadline.dueOn)}，${leftText(daysUntil(deadline.dueOn))}。`;
  }
}

function leftText(days: number): string {
  return days === 0 ? '今天是最后一天' : `还有 ${String(days)} 天（自然日）`;
}
