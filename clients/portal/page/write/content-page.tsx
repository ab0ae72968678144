import { CONTENT_MAX_CHARS, TITLE_MAX_CHARS } from '../draft/draft.rules.ts';
import { Field } from '../parts/field.tsx';
import { usePortal } from '../portal-context.ts';
import { Attachments } from './attachments.tsx';
import { StepPage } from './step-page.tsx';

export function ContentPage() {
  const { draft, change } = usePortal();
  return (
    <StepPage step="content">
      {(faultOf) => (
        <>
          <Field
            id="title"
            label="标题"
            hint="一句话说清是什么事，例如：小区北门路灯不亮"
            value={draft.title}
            fault={faultOf('title')}
            maxChars={TITLE_MAX_CHARS}
            onChange={(title) => change({ title })}
          />
          <Field
            id="content"
            label="内容"
            hint="什么时间、发生了什么、涉及谁、您希望怎样解决。请不要写身份证号和银行卡号。"
            rows={10}
            value={draft.content}
            fault={faultOf('content')}
            maxChars={CONTENT_MAX_CHARS}
            onChange={(content) => change({ content })}
          />
          <Field
            id="place"
            label="事发地点"
            hint="写到街道、小区或村组，便于找到责任单位"
            isOptional
            value={draft.place}
            fault={faultOf('place')}
            onChange={(place) => change({ place })}
          />
          <Attachments />
        </>
      )}
    </StepPage>
  );
}
