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
  type?: 'tel';
  autocomplete?: 'name' | 'tel' | 'street-address' | 'off';
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
      {rows === 1 && props.type === 'tel' && <input type="tel" {...shared} />}
      {rows === 1 && props.type !== 'tel' && <input type="text" {...shared} />}
      {maxChars !== undefined && (
        <p class="count" id={`${id}-count`}>
          {countChars(value)} / {maxChars} 字
        </p>
      )}
    </div>
  );
}

function describedBy({ id, hint, fault, maxChars }: FieldProps): string | undefined {
  const ids = [hint && `${id}-hint`, fault && `${id}-fault`, maxChars && `${id}-count`];
  return ids.filter(Boolean).join(' ') || undefined;
}
