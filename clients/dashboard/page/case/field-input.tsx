import Cascader from 'antd/es/cascader';
import Checkbox from 'antd/es/checkbox';
import Form from 'antd/es/form';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import type { ReactNode } from 'react';
import { unitOptions } from '../frame/city.ts';
import { categoryTree } from './category-tree.ts';
import type { FormField, FormPlace } from './form-field.ts';

/** One labelled field of an act's form. */
export function FieldInput({ field, place }: { field: FormField; place: FormPlace }): ReactNode {
  const { name, label, isOptional = false, kind } = field;
  if (kind === 'FLAG')
    return (
      <Form.Item name={name} valuePropName="checked" initialValue={false}>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  const only = kind === 'CHOICE' ? field.choices(place) : [];
  return (
    <Form.Item
      name={name}
      label={label}
      extra={field.hint}
      required={!isOptional}
      rules={isOptional ? [] : [{ required: true, message: `请填写“${label}”` }]}
      initialValue={only.length === 1 ? only[0]?.value : undefined}
    >
      {inputOf(field, place)}
    </Form.Item>
  );
}

function inputOf(field: FormField, place: FormPlace): ReactNode {
  switch (field.kind) {
    case 'TEXT':
      return <Input />;
    case 'WORDS':
      return <Input.TextArea rows={5} showCount maxLength={5_000} />;
    case 'DATE':
      return <Input type="date" />;
    case 'MOMENT':
      return <Input type="datetime-local" />;
    case 'NUMBER':
      return <InputNumber min={field.least} max={field.most} precision={0} />;
    case 'NAMES':
      return <Select mode="tags" open={false} tokenSeparators={['、', '，', ' ']} />;
    case 'CATEGORY':
      return <Cascader options={categoryTree(place.categories)} changeOnSelect />;
    case 'UNIT':
      return (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={unitOptions(place.city.units)}
          placeholder="输入名称查找"
        />
      );
    case 'CHOICE':
      return <Select options={field.choices(place)} />;
    case 'FLAG':
      return null;
  }
}
