import type { ComponentChildren } from 'preact';

interface Choice<Value> {
  id: string;
  value: Value;
  label: string;
  hint?: string;
}

interface ChoicesProps<Value> {
  legend: string;
  /** Where the heading of the page asks the question already. */
  isLegendHidden?: boolean;
  name: string;
  choices: readonly Choice<Value>[];
  chosen: Value | null;
  fault: string | undefined;
  onChoose: (value: Value) => void;
  children?: ComponentChildren;
}

/** One of a few; nothing is chosen beforehand. */
export function Choices<Value>(props: ChoicesProps<Value>) {
  const { legend, isLegendHidden = false, name, choices, chosen, fault, onChoose } = props;
  return (
    <fieldset
      class={fault ? 'field field-bad' : 'field'}
      aria-describedby={fault ? `${name}-fault` : undefined}
    >
      <legend class={isLegendHidden ? 'hidden' : ''}>{legend}</legend>
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          <span class="hidden">错误：</span>
          {fault}
        </p>
      )}
      <div class={choices.some(({ hint }) => hint) ? 'choices' : 'choices choices-short'}>
        {choices.map(({ id, value, label, hint }) => (
          <label class={chosen === value ? 'choice choice-on' : 'choice'} key={id}>
            <input
              type="radio"
              id={id}
              name={name}
              checked={chosen === value}
              onChange={() => onChoose(value)}
            />
            <span>
              <strong>{label}</strong>
              {hint && <small>{hint}</small>}
            </span>
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  );
}
