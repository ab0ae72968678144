import { countChars } from '../draft/draft.rules.ts';

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
  /** More than one makes it a text area. */
  rows?: number;
  maxChars?: number;
  isOptional?: boolean;
  type?: 'tel' | 'email';
  autocomplete?: 'name' | 'tel' | 'email' | 'street-address' | 'off';
  /** What the answer tells while it is typed; left out where nothing is ever said. */
  verdict?: { isRight: boolean; text: string } | null;
}

/** A question with its hint, its answer, its count of characters and what is wrong with it. */
export function Field(props: FieldProps) {
  const { id, label, hint, value, fault, rows = 1, maxChars, isOptional = false } = props;
  const shared = {
    id,
    name: id,
    value,
    autocomplete: props.autocomplete ?? 'off',
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': describedBy(props),
    onInput: (event: { currentTarget: { value: string } }) =>
      props.onChange(event.currentTarget.value),
  } as const;
  return (
    <div class={fault ? 'field field-bad' : 'field'}>
      <label for={id}>
        {label}
        {isOptional && <span class="optional">（选填）</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          <span class="hidden">错误：</span>
          {fault}
        </p>
      )}
      {rows > 1 && <textarea rows={rows} {...shared} />}
      {rows === 1 && props.type === undefined && <input type="text" {...shared} />}
      {rows === 1 && props.type === 'tel' && <input type="tel" {...shared} />}
      {rows === 1 && props.type === 'email' && <input type="email" {...shared} />}
      {props.verdict !== undefined && <Verdict id={id} verdict={props.verdict} />}
      {maxChars !== undefined && (
        <p class="count" id={`${id}-count`}>
          {countChars(value)} / {maxChars} 字
        </p>
      )}
    </div>
  );
}

/** There before its words are, or no screen reader would tell them. */
function Verdict({
  id,
  verdict,
}: {
  id: string;
  verdict: NonNullable<FieldProps['verdict']> | null;
}) {
  return (
    <p id={`${id}-verdict`} class={verdict?.isRight === false ? 'fault' : 'count'} role="status">
      {verdict?.text}
    </p>
  );
}

function describedBy(props: FieldProps): string | undefined {
  const { id, hint, fault, maxChars, verdict } = props;
  const ids = [
    hint && `${id}-hint`,
    fault && `${id}-fault`,
    maxChars && `${id}-count`,
    verdict && `${id}-verdict`,
  ];
  return ids.filter(Boolean).join(' ') || undefined;
}
