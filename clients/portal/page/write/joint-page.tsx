import { signatoriesOf, type Manner } from '../draft/draft.ts';
import { Choices } from '../parts/choices.tsx';
import { Field } from '../parts/field.tsx';
import { usePortal } from '../portal-context.ts';
import { StepPage } from './step-page.tsx';

const CHOICES: readonly { id: string; value: Manner; label: string; hint?: string }[] = [
  { id: 'joint-no', value: 'ALONE', label: '我自己' },
  {
    id: 'joint-yes',
    value: 'JOINT',
    label: '多人联名',
    hint: '由您作为代表，其他人的姓名写在下面',
  },
  { id: 'behalf', value: 'ON_BEHALF', label: '替别人反映', hint: '例如替父母、邻居反映' },
];

export function JointPage() {
  const { draft, change } = usePortal();
  return (
    <StepPage step="joint">
      {(faultOf) => (
        <>
          <Choices
            legend="为谁反映"
            isLegendHidden
            name="joint"
            choices={CHOICES}
            chosen={draft.manner}
            fault={faultOf('joint-no')}
            onChoose={(manner) => change({ manner })}
          />
          {draft.manner === 'JOINT' && (
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
          {draft.manner === 'ON_BEHALF' && (
            <Field
              id="beneficiary"
              label="被代反映人的姓名"
              value={draft.beneficiary}
              fault={faultOf('beneficiary')}
              onChange={(beneficiary) => change({ beneficiary })}
            />
          )}
        </>
      )}
    </StepPage>
  );
}
