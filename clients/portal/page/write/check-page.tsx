import { PortalError } from '../../client/portal-error.ts';
import { useRegisteredWriter } from '../account/use-registered-writer.ts';
import { signatoriesOf, type Draft } from '../draft/draft.ts';
import { checkStep, type Fault } from '../draft/draft.rules.ts';
import { pathOf, placeOfArgument, STEPS, type Step } from '../draft/steps.ts';
import { faultText } from '../fault-text.ts';
import { Link } from '../navigation/link.tsx';
import { go } from '../navigation/router.ts';
import { FaultSummary } from '../parts/fault-summary.tsx';
import { Icon } from '../parts/icon.tsx';
import { usePortal } from '../portal-context.ts';
import { TYPE_WORDS } from '../words.ts';
import { StepPage } from './step-page.tsx';
import { useSubmission } from './use-submission.ts';

/** Once registered, one comes back. */
const TO_CHECK = { returnTo: pathOf('check') };

/** Everything once more, each with a way to change it; then it is sent. */
export function CheckPage() {
  const { draft, session } = usePortal();
  const registration = useRegisteredWriter();
  const { isSending, error, submit, submitAsNew } = useSubmission();
  const missing = STEPS.flatMap((step) => checkStep(step, draft).map((fault) => ({ step, fault })));
  const action = session ? (isSending ? '正在提交…' : '确认提交') : '登录后提交';
  return (
    <StepPage step="check" action={action} onContinue={missing.length === 0 ? submit : goToFirst}>
      {() => (
        <>
          <Missing missing={missing} />
          <dl class="answers">
            {answersOf(draft, registration !== null).map(({ step, label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
                <dd class="change">
                  <button
                    type="button"
                    class="button-plain"
                    onClick={() => go(step ? pathOf(step) : '/', { isReview: true })}
                  >
                    修改<span class="hidden">{label}</span>
                  </button>
                </dd>
              </div>
            ))}
          </dl>
          {session ? null : (
            <p class="notice">写信需要实名登录。登录后回到这一页，填写的内容不会丢失。</p>
          )}
          {session && !registration && (
            <p class="hint">
              您还没有
              <Link to="/account" state={TO_CHECK}>
                实名注册
              </Link>
              。有的城市只受理实名注册后的来信；注册后回到这一页。
            </p>
          )}
          {error !== null && <Refusal error={error} onSubmitAsNew={submitAsNew} />}
        </>
      )}
    </StepPage>
  );

  function goToFirst(): void {
    const [first] = missing;
    if (first) go(pathOf(first.step), { isReview: true });
  }
}

function Missing({ missing }: { missing: readonly { step: Step; fault: Fault }[] }) {
  const onGo = (fault: Fault): void => {
    const found = missing.find((each) => each.fault === fault);
    if (found) go(pathOf(found.step), { isReview: true });
  };
  return <FaultSummary faults={missing.map(({ fault }) => fault)} onGo={onGo} />;
}

function Refusal({ error, onSubmitAsNew }: { error: unknown; onSubmitAsNew: () => void }) {
  const known = error instanceof PortalError ? error : null;
  if (known?.code === 'IDEMPOTENCY_KEY_REUSED')
    return (
      <Notice>
        <p>
          这封信此前已经送达，之后您又改动了内容。请先用当时的查询码查看；确需补充，可另发一封。
        </p>
        <button type="button" class="button-plain" onClick={onSubmitAsNew}>
          作为新的一封信提交
        </button>
      </Notice>
    );
  if (known?.code === 'REGISTRATION_REQUIRED')
    return (
      <Notice>
        <p>本市的信箱只接收实名注册后的来信。注册一次即可，写好的内容不会丢失。</p>
        <button type="button" class="button-plain" onClick={() => go('/account', TO_CHECK)}>
          去实名注册
        </button>
      </Notice>
    );
  const place = known?.argument ? placeOfArgument(known.argument) : null;
  return (
    <Notice>
      <p>{known?.kind === 'offline' ? UNCERTAIN : faultText(error)}</p>
      {place && (
        <button
          type="button"
          class="button-plain"
          onClick={() => go(pathOf(place.step), { isReview: true })}
        >
          去修改
        </button>
      )}
    </Notice>
  );
}

const UNCERTAIN =
  '没有收到服务器的回执，可能是网络断了。内容已保存；请再次提交，同一封信不会重复登记。';

function Notice({ children }: { children: preact.ComponentChildren }) {
  return (
    <div class="notice notice-bad" role="alert">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

interface Answer {
  /** Null: the mailbox, which is chosen on the first page. */
  step: Step | null;
  label: string;
  text: string;
}

function answersOf(draft: Draft, isRegistered: boolean): Answer[] {
  return [
    { step: null, label: '写给', text: draft.recipient?.name ?? '' },
    { step: 'type', label: '类型', text: draft.type ? TYPE_WORDS[draft.type].label : '未选择' },
    { step: 'content', label: '标题', text: draft.title.trim() || '未填写' },
    { step: 'content', label: '内容', text: draft.content.trim() || '未填写' },
    { step: 'content', label: '事发地点', text: draft.place.trim() || '未填写' },
    {
      step: 'content',
      label: '附件',
      text: draft.attachments.map(({ fileName }) => fileName).join('、') || '没有',
    },
    {
      step: 'joint',
      label: '为谁反映',
      text: mannerText(draft),
    },
    {
      step: 'contact',
      label: '姓名',
      text: `${draft.name.trim() || '未填写'}${isRegistered ? '（已实名注册）' : ''}`,
    },
    { step: 'contact', label: '电话', text: draft.phone.trim() || '未填写' },
    { step: 'contact', label: '住址', text: draft.address.trim() || '未填写' },
    {
      step: 'contact',
      label: '是否公开',
      text: draft.mayBePublished ? '同意审核后公开' : '不公开',
    },
  ];
}

function mannerText(draft: Draft): string {
  switch (draft.manner) {
    case 'JOINT': {
      const names = signatoriesOf(draft);
      return `联名，共 ${String(names.length + 1)} 人：${names.join('、')}`;
    }
    case 'ON_BEHALF':
      return `替${draft.beneficiary.trim()}反映`;
    case 'ALONE':
      return '我自己';
    case null:
      return '未选择';
  }
}
