import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Fault } from '../draft/draft.rules.ts';
import { Icon } from './icon.tsx';

interface FaultSummaryProps {
  faults: readonly Fault[];
  /** Where the field is on another page. */
  onGo?: (fault: Fault) => void;
}

/** Says above the form what is to be mended, and leads there; it takes the focus whenever it comes. */
export function FaultSummary({ faults, onGo = focusField }: FaultSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [faults]);
  if (faults.length === 0) return null;
  const follow = (event: Event, fault: Fault): void => {
    event.preventDefault();
    onGo(fault);
  };
  return (
    <div class="notice notice-bad" role="alert" tabIndex={-1} ref={box} aria-labelledby="faults">
      <Icon name="warning" />
      <div>
        <h2 id="faults">请改正下面的问题</h2>
        <ul>
          {faults.map((fault) => (
            <li key={fault.field}>
              <a href={`#${fault.field}`} onClick={(event) => follow(event, fault)}>
                {fault.message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function focusField({ field }: Fault): void {
  document.getElementById(field)?.focus();
}
