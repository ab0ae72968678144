import { useState } from 'preact/hooks';
import type { LetterReference } from '../../client/follow-letter.ts';
import { PortalError } from '../../client/portal-error.ts';
import type { Satisfaction, StatusFragment } from '../../generated/operations.ts';
import type { Fault } from '../draft/draft.rules.ts';
import { faultText } from '../fault-text.ts';
import { Choices } from '../parts/choices.tsx';
import { Field } from '../parts/field.tsx';
import { usePortal } from '../portal-context.ts';
import { SATISFACTION_WORDS } from '../words.ts';

const LEVELS: readonly Satisfaction[] = [
  'VERY_SATISFIED',
  'SATISFIED',
  'BASICALLY_SATISFIED',
  'DISSATISFIED',
];

interface RatingProps {
  letter: LetterReference;
  status: StatusFragment;
  onRated: () => void;
}

/** 满意度评价, once an answer is there; nothing is chosen beforehand. */
export function Rating({ letter, status, onRated }: RatingProps) {
  const isRated = status.timeline.some(({ act }) => act === 'CASE_RATED');
  if (isRated)
    return (
      <section class="card" aria-labelledby="rating">
        <h2 id="rating">您的评价</h2>
        <p role="status">已收到您的评价，谢谢。</p>
      </section>
    );
  if (!status.mayRate) return null;
  return <RatingForm letter={letter} onRated={onRated} />;
}

function RatingForm({ letter, onRated }: Pick<RatingProps, 'letter' | 'onRated'>) {
  const { client } = usePortal();
  const [satisfaction, setSatisfaction] = useState<Satisfaction | null>(null);
  const [comment, setComment] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const rate = (event: Event): void => {
    event.preventDefault();
    if (!satisfaction) {
      setFault({ field: 'satisfaction', message: '请选择您是否满意' });
      return;
    }
    setFault(null);
    client
      .rate(letter, satisfaction, comment)
      .then(onRated, (error: unknown) =>
        setFault({ field: 'satisfaction', message: refusalText(error) }),
      );
  };
  return (
    <section class="card no-print" aria-labelledby="rating">
      <h2 id="rating">您对办理满意吗？</h2>
      <form onSubmit={rate} noValidate>
        <Choices
          legend="满意程度"
          isLegendHidden
          name="satisfaction"
          choices={LEVELS.map((value) => ({
            id: value,
            value,
            label: SATISFACTION_WORDS[value],
          }))}
          chosen={satisfaction}
          fault={fault?.message}
          onChoose={setSatisfaction}
        />
        <Field
          id="comment"
          label="想说的话"
          isOptional
          rows={3}
          value={comment}
          fault={undefined}
          onChange={setComment}
        />
        <div class="actions">
          <button type="submit" class="button">
            提交评价
          </button>
        </div>
      </form>
    </section>
  );
}

function refusalText(error: unknown): string {
  const isIllegal = error instanceof PortalError && error.code === 'ILLEGAL_MOVE';
  return isIllegal ? '这件来信现在不能评价，可能已经评价过。' : faultText(error);
}
