import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { checkStep, type Fault } from '../draft/draft.rules.ts';
import { pathOf, stepAfter, stepBefore, STEP_TITLES, STEPS, type Step } from '../draft/steps.ts';
import { Heading } from '../navigation/heading.tsx';
import { Link } from '../navigation/link.tsx';
import { go } from '../navigation/router.ts';
import { FaultSummary } from '../parts/fault-summary.tsx';
import { usePortal } from '../portal-context.ts';

interface StepPageProps {
  step: Step;
  action?: string;
  /** Instead of going on to the next step. */
  onContinue?: () => void;
  children: (faultOf: (field: string) => string | undefined) => ComponentChildren;
}

/** One question page: back link before the main part, heading, what is wrong, form, one way on. */
export function StepPage({ step, action = '继续', onContinue, children }: StepPageProps) {
  const { draft, isDraftKept } = usePortal();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const goOn = (event: Event): void => {
    event.preventDefault();
    const found = checkStep(step, draft);
    setFaults(found);
    if (found.length > 0) return;
    const next = stepAfter(step);
    if (onContinue) onContinue();
    else if (next) go(pathOf(isReviewed() ? 'check' : next));
  };
  return (
    <>
      <BackLink step={step} />
      <main id="main">
        <FaultSummary faults={faults} />
        <p class="step-count">
          写给<b>{draft.recipient?.name ?? ''}</b> · 第 {STEPS.indexOf(step) + 1} 步，共{' '}
          {STEPS.length} 步
        </p>
        <Heading title={STEP_TITLES[step]} hasFaults={faults.length > 0} />
        <form onSubmit={goOn} noValidate>
          {children((field) => faults.find((fault) => fault.field === field)?.message)}
          <div class="actions">
            <button type="submit" class="button">
              {action}
            </button>
          </div>
        </form>
        <p class="hint">
          {isDraftKept
            ? '填写的内容自动保存在这台设备上，关闭页面也不会丢失。'
            : '这台设备不能保存草稿，请不要关闭页面。'}
        </p>
      </main>
    </>
  );
}

/** Whoever came from 核对 to change one answer goes back there. */
function isReviewed(): boolean {
  return (history.state as { isReview?: boolean } | null)?.isReview === true;
}

function BackLink({ step }: { step: Step }) {
  const before = stepBefore(step);
  return (
    <nav class="back" aria-label="返回">
      <Link to={before ? pathOf(before) : '/'}>{before ? '上一步' : '重新选择信箱'}</Link>
    </nav>
  );
}
