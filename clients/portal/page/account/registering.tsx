import { useState } from 'preact/hooks';
import { DOCUMENTS_OF } from '../../../../schema/contract/identity-documents.ts';
import type { PetitionerKind } from '../../generated/operations.ts';
import { today } from '../dates.ts';
import type { Fault } from '../draft/draft.rules.ts';
import { Choices } from '../parts/choices.tsx';
import { FaultSummary } from '../parts/fault-summary.tsx';
import { Field } from '../parts/field.tsx';
import { Select } from '../parts/select.tsx';
import { usePortal } from '../portal-context.ts';
import { ContactFields } from './contact-fields.tsx';
import { registrationFault } from './registration-fault.ts';
import {
  checkRegistration,
  DOCUMENT_WORDS,
  nameLabel,
  numberVerdict,
  toRegistration,
  withKind,
  type RegistrationForm,
} from './registration.rules.ts';

const KINDS: readonly { id: string; value: PetitionerKind; label: string }[] = [
  { id: 'kind-person', value: 'PERSON', label: '公民' },
  { id: 'kind-legal', value: 'LEGAL_PERSON', label: '法人' },
  { id: 'kind-other', value: 'ORGANIZATION', label: '其他组织' },
];

const NOTHING: RegistrationForm = {
  kind: 'PERSON',
  name: '',
  document: 'RESIDENT_IDENTITY_CARD',
  documentName: '',
  documentNumber: '',
  phone: '',
  email: '',
  address: '',
};

interface RegisteringProps {
  onDone: () => void;
  onFaults: (hasFaults: boolean) => void;
}

/** 实名注册; the number is checked as it is typed, and once more by the office. */
export function Registering({ onDone, onFaults }: RegisteringProps) {
  const { client, draft } = usePortal();
  const [form, setForm] = useState(() => ({ ...NOTHING, name: draft.name, phone: draft.phone }));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  /** What was wrong with the number says nothing of another one. */
  const [faultyNumber, setFaultyNumber] = useState('');
  const [isSending, setSending] = useState(false);
  const show = (found: readonly Fault[]): void => {
    setFaults(found);
    setFaultyNumber(form.documentNumber);
    onFaults(found.length > 0);
  };
  const register = (event: Event): void => {
    event.preventDefault();
    const found = checkRegistration(form, today());
    show(found);
    if (found.length > 0 || isSending) return;
    setSending(true);
    client.account
      .register(toRegistration(form))
      .then(onDone, (error: unknown) => show([registrationFault(error)]))
      .finally(() => setSending(false));
  };
  return (
    <>
      <p class="lead">注册一次，以后写给各个信箱的信都按实名办理，不用再填姓名。</p>
      <FaultSummary faults={faults} />
      <form onSubmit={register} noValidate autocomplete="off">
        <RegistrationFields
          form={form}
          faults={faults.filter(
            ({ field }) => field !== 'reg-number' || form.documentNumber === faultyNumber,
          )}
          onChange={setForm}
        />
        <div class="actions">
          <button type="submit" class="button">
            {isSending ? '正在提交…' : '实名注册'}
          </button>
        </div>
      </form>
    </>
  );
}

interface FieldsProps {
  form: RegistrationForm;
  faults: readonly Fault[];
  onChange: (form: RegistrationForm) => void;
}

function RegistrationFields({ form, faults, onChange }: FieldsProps) {
  const change = (part: Partial<RegistrationForm>): void => onChange({ ...form, ...part });
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.message;
  return (
    <>
      <Choices
        legend="您是"
        name="kind"
        choices={KINDS}
        chosen={form.kind}
        fault={undefined}
        onChoose={(kind) => onChange(withKind(form, kind))}
      />
      <Field
        id="reg-name"
        label={nameLabel(form.kind)}
        hint="与证件上一致"
        autocomplete="name"
        value={form.name}
        fault={faultOf('reg-name')}
        onChange={(name) => change({ name })}
      />
      <Select
        id="reg-document"
        label="证件种类"
        options={DOCUMENTS_OF[form.kind].map((value) => ({
          value,
          label: DOCUMENT_WORDS[value].label,
        }))}
        chosen={form.document}
        fault={faultOf('reg-document')}
        onChoose={(document) => change({ document, documentNumber: '' })}
      />
      {form.document === 'OTHER' && (
        <Field
          id="reg-document-name"
          label="证件名称"
          hint="例如：军官证"
          value={form.documentName}
          fault={faultOf('reg-document-name')}
          onChange={(documentName) => change({ documentName })}
        />
      )}
      <Field
        id="reg-number"
        label="证件号码"
        hint={`${DOCUMENT_WORDS[form.document].form}；只用于核实身份，不保存在这台设备上`}
        value={form.documentNumber}
        fault={faultOf('reg-number')}
        verdict={numberVerdict(form, today())}
        onChange={(documentNumber) => change({ documentNumber })}
      />
      <ContactFields contact={form} faultOf={faultOf} onChange={change} />
    </>
  );
}
