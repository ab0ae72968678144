import { usePortal } from '../portal-context.ts';
import { StepPage } from './step-page.tsx';

const NOTICES = [
  '请用真实姓名，如实反映；一封信只反映一件事，便于分派和答复。',
  '已经或依法应当通过诉讼、仲裁、行政复议解决的事项，请走相应的法定途径。',
  '同一件事正在办理时，请不要重复写信；可以凭查询码查看进度。',
  '危险正在发生时请立即拨打 110（报警）、119（消防）、120（急救），不要等待回信。',
  '来信默认不公开；您的姓名、电话和住址只有办理单位可以看到。',
];

export function NoticePage() {
  const { draft, change } = usePortal();
  return (
    <StepPage step="notice">
      {(faultOf) => (
        <>
          <ol class="notices">
            {NOTICES.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ol>
          <div class={faultOf('notice') ? 'field field-bad' : 'field'}>
            {faultOf('notice') && (
              <p class="fault" id="notice-fault">
                {faultOf('notice')}
              </p>
            )}
            <label class={draft.hasReadNotice ? 'choice choice-on' : 'choice'}>
              <input
                type="checkbox"
                id="notice"
                aria-describedby={faultOf('notice') ? 'notice-fault' : undefined}
                checked={draft.hasReadNotice}
                onChange={({ currentTarget }) => change({ hasReadNotice: currentTarget.checked })}
              />
              <strong>我已阅读并同意</strong>
            </label>
          </div>
        </>
      )}
    </StepPage>
  );
}
