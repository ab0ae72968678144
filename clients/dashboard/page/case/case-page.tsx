import { ArrowLeftOutlined, FilePdfOutlined } from '@ant-design/icons';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import message from 'antd/es/message';
import Skeleton from 'antd/es/skeleton';
import { useEffect, useState, type ReactNode } from 'react';
import { cityErrorOf } from '../../client/city-error.ts';
import { AssignmentFormOfDocument, CaseFileDocument } from '../../generated/operations.ts';
import { useCity, useNow } from '../frame/city.ts';
import { DueTag } from '../frame/due-tag.tsx';
import { ErrorAlert } from '../frame/error-alert.tsx';
import { ToneTag } from '../frame/tone-tag.tsx';
import { TryingButton } from '../frame/trying-button.tsx';
import { useAnswer } from '../frame/use-answer.ts';
import { nextLimit } from '../due.ts';
import { STATE_TONES, STATES } from '../labels.ts';
import { goBack } from '../route.ts';
import { ActDialog } from './act-dialog.tsx';
import type { ActForm } from './act-form.ts';
import { formsOf, nextAct } from './act-forms.ts';
import type { CaseFile } from './case-file.ts';
import { CaseFacts } from './case-facts.tsx';
import { CaseHistory } from './case-history.tsx';

const TICK_MS = 30_000;

export default function CasePage({ id }: { id: string }): ReactNode {
  const city = useCity();
  const { client } = city;
  const { data, error, isLoading, reload } = useAnswer(id, () =>
    client.ask(CaseFileDocument, { id }),
  );
  useReloadOnEvents(id, reload);
  useEscape(goBack);
  const file = data?.case;
  if (error && !file)
    return (
      <main className="case">
        <ErrorAlert error={error} action={<Button onClick={reload}>重试</Button>} />
      </main>
    );
  if (!file)
    return (
      <main className="case">
        {isLoading ? (
          <Skeleton active />
        ) : (
          <Alert type="warning" showIcon title="没有找到此件，或您无权查看。" />
        )}
      </main>
    );
  return (
    <main className="case">
      <CaseHead file={file} />
      <Acts file={file} categories={data.categories} onDone={reload} />
      <div className="case-columns">
        <CaseFacts file={file} />
        <CaseHistory file={file} />
      </div>
    </main>
  );
}

/** Another officer's act shows at once, one between the first answer and the subscription too. */
function useReloadOnEvents(id: string, reload: () => void): void {
  const { client } = useCity();
  useEffect(() => client.watchCase(id, { onEvents: reload, onGap: reload }), [client, id, reload]);
}

/** In a dialog the key closes that alone. */
function useEscape(leave: () => void): void {
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape' && !document.querySelector('[role=dialog]')) leave();
    };
    // before the dialog hears of it, which is gone afterwards
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [leave]);
}

function CaseHead({ file }: { file: CaseFile }): ReactNode {
  const { client } = useCity();
  const now = useNow(client, TICK_MS);
  const limit = nextLimit(file.deadlines);
  return (
    <header className="case-head">
      <Button type="text" icon={<ArrowLeftOutlined />} onClick={goBack}>
        返回
      </Button>
      <div className="grow">
        <h1>{file.petition?.title ?? '（标题不可见）'}</h1>
        <p>
          <span className="number">{file.registrationNumber}</span>
          <ToneTag tone={STATE_TONES[file.state]}>{STATES[file.state]}</ToneTag>
          {file.isImportant && <ToneTag tone="red">重要事项</ToneTag>}
          {file.repeatOf && (
            <ToneTag tone="gold">重复信访 · 首件 {file.repeatOf.registrationNumber}</ToneTag>
          )}
          {file.isFinallyClosed && <ToneTag>终结</ToneTag>}
          {limit && <DueTag limit={limit} now={now} />}
        </p>
      </div>
      <FormLink id={file.id} />
    </header>
  );
}

/** The link is made when it is wanted: it is good for five minutes. */
function FormLink({ id }: { id: string }): ReactNode {
  const { client } = useCity();
  const open = async (): Promise<void> => {
    const { data, errors } = await client.ask(AssignmentFormOfDocument, { caseId: id });
    const url = data.case?.petition?.assignmentForm?.url;
    if (url === undefined) throw cityErrorOf(errors);
    window.open(url, '_blank', 'noopener');
  };
  return (
    <TryingButton icon={<FilePdfOutlined />} onTry={open}>
      交办单
    </TryingButton>
  );
}

interface ActsProps {
  file: CaseFile;
  categories: readonly (readonly string[])[];
  onDone: () => void;
}

/** Just what the server says may be done now. */
function Acts({ file, categories, onDone }: ActsProps): ReactNode {
  const city = useCity();
  const [open, setOpen] = useState<ActForm | null>(null);
  const [toast, toastPlace] = message.useMessage();
  const forms = formsOf(file.availableActions);
  const next = nextAct(file.availableActions);
  return (
    <section className="acts" aria-label="可办事项">
      {toastPlace}
      {forms.length === 0 && <span className="muted">您对此件没有可办事项。</span>}
      {forms.map(([act, form]) => (
        <Button
          key={act}
          data-act={act}
          type={act === next ? 'primary' : 'default'}
          danger={form.isGrave === true}
          onClick={() => setOpen(form)}
        >
          {form.label}
        </Button>
      ))}
      {open && (
        <ActDialog
          act={open}
          place={{ file, city, categories }}
          onClose={() => setOpen(null)}
          onDone={() => {
            void toast.success(`${open.label}已完成`);
            setOpen(null);
            onDone();
          }}
        />
      )}
    </section>
  );
}
