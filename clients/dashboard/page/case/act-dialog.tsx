import Form from 'antd/es/form';
import Modal from 'antd/es/modal';
import { useEffect, useState, type ReactNode } from 'react';
import type { CityError } from '../../client/city-error.ts';
import { ErrorAlert } from '../frame/error-alert.tsx';
import { errorText } from '../frame/error-text.ts';
import { toCityError } from '../frame/use-answer.ts';
import type { ActForm } from './act-form.ts';
import { FieldInput } from './field-input.tsx';
import type { FormField, FormPlace } from './form-field.ts';

interface ActDialogProps {
  act: ActForm;
  place: FormPlace;
  onDone: () => void;
  onClose: () => void;
}

type Values = Record<string, unknown>;

/** The form of one act. It is done once, however often one presses: the key goes with every try. */
export function ActDialog({ act, place, onDone, onClose }: ActDialogProps): ReactNode {
  const [form] = Form.useForm<Values>();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CityError | null>(null);
  useFocusBack();
  async function send(values: Values): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const variables = {
        ...(act.isOfCase && { caseId: place.file.id }),
        ...toVariables(values, act.fields),
        idempotencyKey,
      };
      await place.city.client.ask(act.document, variables as never);
      onDone();
    } catch (reason) {
      const failure = toCityError(reason);
      setError(failure);
      setBusy(false);
      const field = act.fields.find(({ name }) => name === failure.details.argument);
      if (field) form.setFields([{ name: field.name, errors: [errorText(failure)] }]);
    }
  }
  return (
    <Modal
      open
      title={act.label}
      okText={`确认${act.label}`}
      cancelText="取消"
      okButtonProps={{ danger: act.isGrave === true }}
      confirmLoading={isBusy}
      mask={{ closable: false }}
      onOk={form.submit}
      onCancel={onClose}
      width={560}
    >
      {error && <ErrorAlert error={error} />}
      {act.note && <p className="act-note">{act.note}</p>}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark="optional"
        scrollToFirstError={{ focus: true }}
        onFinish={(values) => void send(values)}
      >
        {act.fields.map((field) => (
          <FieldInput key={field.name} field={field} place={place} />
        ))}
        {act.fields.length === 0 && !act.note && <p>确认对本件进行“{act.label}”？</p>}
      </Form>
    </Modal>
  );
}

/** The focus goes back to what opened the dialog, which takes it as soon as it is there. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}

/** What is left empty is not sent; a moment is the city's local time. */
function toVariables(values: Values, fields: readonly FormField[]): Values {
  const filled = fields
    .map(({ name, kind }) => [name, kind, values[name]] as const)
    .filter(([, , value]) => value !== undefined && value !== '' && value !== null);
  return Object.fromEntries(
    filled.map(([name, kind, value]) => [
      name,
      kind === 'MOMENT' && typeof value === 'string' ? `${value}:00+08:00` : value,
    ]),
  );
}
