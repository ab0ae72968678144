import type { DayUnit, StatusFragment } from '../../generated/operations.ts';
import { dayText, daysUntil } from '../dates.ts';
import { EXTENSION_WORDS } from '../words.ts';
import { Icon } from '../parts/icon.tsx';

type Deadline = NonNullable<StatusFragment['answerDeadline']>;

const UNIT_WORDS: Readonly<Record<DayUnit, string>> = {
  WORKING_DAY: '个工作日',
  CALENDAR_DAY: '日',
};

/** By when an answer is owed, how that day was counted, and what to do once it has passed. */
export function DeadlineCard({
  deadline,
  isAnswered,
}: {
  deadline: Deadline;
  isAnswered: boolean;
}) {
  return (
    <section class="card" aria-labelledby="deadline">
      <h2 id="deadline">答复期限</h2>
      <p class="due">
        <Icon name={deadline.isOverdue ? 'warning' : 'clock'} />
        <b>{dayText(deadline.dueOn)}</b>
      </p>
      <p class={deadline.isOverdue && !isAnswered ? 'left left-late' : 'left'}>
        {remainingText(deadline, isAnswered)}
      </p>
      <details>
        <summary>这个日子是怎么算出来的？</summary>
        <ol class="steps">
          {deadline.steps.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      </details>
      {deadline.extensions.map(({ ground, days, dayUnit, reason }, index) => (
        <p class="hint" key={index}>
          已延期（{days}
          {UNIT_WORDS[dayUnit]}）：{EXTENSION_WORDS[ground]}
          {reason && `，${reason}`}
        </p>
      ))}
      {deadline.isProvisional && (
        <p class="hint">期限跨入尚未公布放假安排的年份，公布后可能调整。</p>
      )}
    </section>
  );
}

function remainingText({ dueOn, isOverdue, metAt }: Deadline, isAnswered: boolean): string {
  if (isAnswered || metAt) return isOverdue ? '已答复，晚于期限。' : '已在期限内答复。';
  const days = daysUntil(dueOn);
  if (isOverdue)
    return `已超过期限 ${String(Math.max(1, -days))} 天。系统已向承办单位发出超期预警；您也可以拨打 12345 反映。`;
  if (days === 0) return '今天是最后一天。';
  return `还有 ${String(days)} 天（自然日）。`;
}
