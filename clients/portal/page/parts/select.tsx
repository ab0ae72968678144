interface SelectProps<Value extends string> {
  id: string;
  label: string;
  options: readonly { value: Value; label: string }[];
  chosen: Value;
  fault: string | undefined;
  onChoose: (value: Value) => void;
}

/** One of several that need no explanation. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { id, label, options, chosen, fault, onChoose } = props;
  const choose = (given: string): void => {
    const found = options.find(({ value }) => value === given);
    if (found) onChoose(found.value);
  };
  return (
    <div class={fault ? 'field field-bad' : 'field'}>
      <label for={id}>{label}</label>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          <span class="hidden">错误：</span>
          {fault}
        </p>
      )}
      <select
        id={id}
        value={chosen}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
