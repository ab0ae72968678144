import { useRegisteredWriter } from '../account/use-registered-writer.ts';
import { Choices } from '../parts/choices.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { usePortal } from '../portal-context.ts';
import { StepPage } from './step-page.tsx';

const PUBLICATION = [
  { id: 'publish-no', value: false, label: '不公开', hint: '只有办理单位看到来信和答复' },
  {
    id: 'publish-yes',
    value: true,
    label: '同意公开',
    hint: '经审核并隐去个人信息后，来信和答复可供他人参考',
  },
];

export function ContactPage() {
  const { draft, change } = usePortal();
  const registration = useRegisteredWriter();
  return (
    <StepPage step="contact">
      {(faultOf) => (
        <>
          {registration ? (
            <div class="field">
              <p class="field-label">姓名</p>
              <p class="proven">
                <Icon name="check" />
                {registration.name}
                <small>已实名注册</small>
              </p>
            </div>
          ) : (
            <Field
              id="name"
              label="姓名"
              autocomplete="name"
              value={draft.name}
              fault={faultOf('name')}
              onChange={(name) => change({ name })}
            />
          )}
          <Field
            id="phone"
            label="联系电话"
            hint="承办单位核实情况时会打这个电话"
            type="tel"
            autocomplete="tel"
            value={draft.phone}
            fault={faultOf('phone')}
            onChange={(phone) => change({ phone })}
          />
          <Field
            id="address"
            label="住址"
            isOptional
            autocomplete="street-address"
            value={draft.address}
            fault={faultOf('address')}
            onChange={(address) => change({ address })}
          />
          <Choices
            legend="来信和答复可以公开吗？"
            name="publish"
            choices={PUBLICATION}
            chosen={draft.mayBePublished}
            fault={undefined}
            onChoose={(mayBePublished) => change({ mayBePublished })}
          />
        </>
      )}
    </StepPage>
  );
}
