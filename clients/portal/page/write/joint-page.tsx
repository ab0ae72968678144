import { signatoriesOf } from '../draft/draft.ts';
import { Choices } from '../parts/choices.tsx';
import { Field } from '../parts/field.tsx';
import { usePortal } from '../portal-context.ts';
import { StepPage } from './step-page.tsx';

const CHOICES = [
  { id: 'joint-no', value: false, label: '我一个人' },
  { id: 'joint-yes', value: true, label: '多人联名', hint: '由您作为代表，其他人的姓名写在下面' },
];

export function JointPage() {
  const { draft, change } = usePortal();
  return (
    <StepPage step="joint">
      {(faultOf) => (
        <>
          <Choices
            legend="联名情况"
            isLegendHidden
            name="joint"
            choices={CHOICES}
            chosen={draft.isJoint}
            fault={faultOf('joint-no')}
            onChoose={(isJoint) => change({ isJoint })}
          />
          {draft.isJoint === true && (
            <Field
              id="signatories"
              label="联名人姓名"
              hint={`每行一人，不含您本人；现在 ${String(signatoriesOf(draft).length)} 人`}
              rows={6}
              value={draft.signatories}
              fault={faultOf('signatories')}
              onChange={(signatories) => change({ signatories })}
            />
          )}
        </>
      )}
    </StepPage>
  );
}
