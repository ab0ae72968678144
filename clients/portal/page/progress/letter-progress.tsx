import type { FollowState, LetterReference } from '../../client/follow-letter.ts';
import type { StatusFragment } from '../../generated/operations.ts';
import { dayText, instantText } from '../dates.ts';
import {
  actWord,
  DECLINE_WORDS,
  GROUND_WORDS,
  MAILBOX_WORDS,
  MODERATION_WORDS,
  STATE_WORDS,
  TYPE_WORDS,
} from '../words.ts';
import { DeadlineCard } from './deadline-card.tsx';
import { Messages } from './messages.tsx';
import { Rating } from './rating.tsx';
import { StageBar } from './stage-bar.tsx';

interface LetterProgressProps {
  letter: LetterReference;
  status: StatusFragment;
  live: FollowState;
  onRated: () => void;
}

/** Where a letter stands, by when it is answered, what was answered, and how it went. */
export function LetterProgress({ letter, status, live, onRated }: LetterProgressProps) {
  return (
    <>
      <section class="card state-card" aria-labelledby="state">
        <p class="facts">
          <span>
            登记编号 <b>{status.registrationNumber}</b>
          </span>
          <span>{MAILBOX_WORDS[status.mailbox]}</span>
          <span>{TYPE_WORDS[status.type].label}</span>
          <span>{dayText(status.submittedAt)}提交</span>
        </p>
        <h2 id="state">
          <span role="status">{STATE_WORDS[status.state]}</span>
        </h2>
        <StageBar state={status.state} />
        {status.nextStep && <NextStep step={status.nextStep} handlers={status.handlingUnits} />}
        <LiveChip live={live} />
      </section>
      {status.moderation && <Moderation moderation={status.moderation} />}
      {status.isRepeat && (
        <p class="notice">您此前反映过同样的内容，两件已关联办理，答复以先登记的一件为准。</p>
      )}
      {status.declineGround && <Declined status={status} />}
      <div class="columns columns-reply">
        <div class="area-answer">
          <Replies status={status} />
          <Supervisions status={status} />
          <Messages
            letter={letter}
            told={status.timeline.filter(({ act }) => act === 'MESSAGE_SENT').length}
          />
          <Rating letter={letter} status={status} onRated={onRated} />
        </div>
        <div class="area-deadline">
          {status.answerDeadline && (
            <DeadlineCard deadline={status.answerDeadline} isAnswered={status.replies.length > 0} />
          )}
        </div>
        <div class="area-course">
          <Timeline entries={status.timeline} />
        </div>
      </div>
    </>
  );
}

interface NextStepProps {
  step: NonNullable<StatusFragment['nextStep']>;
  handlers: StatusFragment['handlingUnits'];
}

function NextStep({ step, handlers }: NextStepProps) {
  return (
    <p class="facts">
      <span>下一步：{step.text}</span>
      {handlers.length > 0 && (
        <span>承办单位：{handlers.map((unit) => unit?.name ?? '单位系统无响应').join('、')}</span>
      )}
      {step.dueOn && <span>期限：{dayText(step.dueOn)}前</span>}
    </p>
  );
}

const LIVE_WORDS: Readonly<Record<FollowState, string>> = {
  connecting: '正在连接实时更新',
  live: '实时更新中，有新进展会自动显示',
  reconnecting: '连接中断，正在重新连接；下面是断开前的进度',
  ended: '实时更新已结束',
};

function LiveChip({ live }: { live: FollowState }) {
  return (
    <p class={`chip chip-${live}`} role="status">
      <span class="dot" aria-hidden="true" />
      {LIVE_WORDS[live]}
    </p>
  );
}

function Declined({ status }: { status: StatusFragment }) {
  return (
    <section class="card" aria-labelledby="declined">
      <h2 id="declined">不予受理的理由</h2>
      <p>{status.declineGround ? DECLINE_WORDS[status.declineGround] : ''}</p>
      {status.guidance && (
        <>
          <h3>您可以这样做</h3>
          <p class="letter-text">{status.guidance}</p>
        </>
      )}
    </section>
  );
}

function Moderation({ moderation }: { moderation: NonNullable<StatusFragment['moderation']> }) {
  const { state, ground, reason } = moderation;
  if (state === 'RELEASED') return null;
  return (
    <div class="notice">
      <div>
        <p>
          {MODERATION_WORDS[state]}
          {state === 'REJECTED' && ground && `理由：${GROUND_WORDS[ground]}。`}
        </p>
        {reason && <p>{reason}</p>}
      </div>
    </div>
  );
}

function Replies({ status }: { status: StatusFragment }) {
  if (status.replies.length === 0)
    return status.declineGround ? null : (
      <section class="card" aria-labelledby="replies">
        <h2 id="replies">答复</h2>
        <p class="empty">还没有答复。答复后会显示在这里，页面开着时会自动出现。</p>
      </section>
    );
  return (
    <section class="card" aria-labelledby="replies">
      <h2 id="replies">答复</h2>
      {status.replies.map(({ id, content, repliedAt, unit }) => (
        <article class="reply" key={id}>
          <p class="letter-text">{content}</p>
          <p class="signature">
            {unit?.name ?? '信访局'}
            <br />
            {dayText(repliedAt)}
          </p>
        </article>
      ))}
    </section>
  );
}

function Supervisions({ status }: { status: StatusFragment }) {
  const delivered = status.supervisions.filter(({ result }) => result);
  if (delivered.length === 0) return null;
  return (
    <section class="card" aria-labelledby="supervisions">
      <h2 id="supervisions">督办结果</h2>
      {delivered.map(({ id, resultKind, result, deliveredAt }) => (
        <article class="reply" key={id}>
          <h3>{resultKind === 'MINUTES' ? '会议纪要' : '督办意见'}</h3>
          <p class="letter-text">{result}</p>
          {deliveredAt && <p class="signature">{dayText(deliveredAt)}</p>}
        </article>
      ))}
    </section>
  );
}

function Timeline({ entries }: { entries: StatusFragment['timeline'] }) {
  return (
    <section class="card" aria-labelledby="timeline">
      <h2 id="timeline">办理过程</h2>
      <ol class="timeline">
        {entries.toReversed().map(({ at, act, unit }, index) => (
          <li key={`${at}${act}${unit?.id ?? ''}`} class={index === 0 ? 'newest' : ''}>
            <time dateTime={at}>{instantText(at)}</time>
            <strong>{actWord(act)}</strong>
            {unit && <span>{unit.name}</span>}
            {index === 0 && <small class="now">最新</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
