import type { CaseState } from '../../generated/operations.ts';

const STAGES = ['登记', '受理', '办理', '答复', '办结'] as const;

const REACHED: Readonly<Record<CaseState, number>> = {
  REGISTERED: 0,
  ACCEPTED: 1,
  DECLINED: 0,
  ASSIGNED: 2,
  REPLIED: 3,
  FIRST_REVIEWED: 3,
  SECOND_REVIEWED: 3,
  CONCLUDED: 4,
  ARCHIVED: 4,
};

/** How far a letter has come; a declined one goes no further than it did. */
export function StageBar({ state }: { state: CaseState }) {
  if (state === 'DECLINED') return null;
  const reached = REACHED[state];
  return (
    <ol class="stages" aria-label="办理阶段">
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          class={index < reached ? 'done' : index === reached ? 'current' : ''}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span class="stage-sign" aria-hidden="true">
            {index < reached ? '✓' : index + 1}
          </span>
          {stage}
          <span class="hidden">{index <= reached ? '（已到达）' : '（未到达）'}</span>
        </li>
      ))}
    </ol>
  );
}
