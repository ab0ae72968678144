import Select, { type SelectProps } from 'antd/es/select';
import type { ReactNode } from 'react';

interface FilterSelectProps {
  /** For those who do not see it. */
  label: string;
  /** Said while nothing is chosen, which means all. */
  all: string;
  /** Also in groups. */
  options: SelectProps['options'];
  chosen: string[];
  onChoose: (chosen: string[]) => void;
}

/** Chooses some of many by typing. */
export function FilterSelect({
  label,
  all,
  options,
  chosen,
  onChoose,
}: FilterSelectProps): ReactNode {
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      aria-label={label}
      placeholder={all}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={chosen}
      onChange={onChoose}
    />
  );
}
