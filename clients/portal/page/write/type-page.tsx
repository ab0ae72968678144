import type { PetitionType } from '../../generated/operations.ts';
import { Choices } from '../parts/choices.tsx';
import { usePortal } from '../portal-context.ts';
import { TYPE_WORDS } from '../words.ts';
import { StepPage } from './step-page.tsx';

const TYPES: readonly PetitionType[] = ['COMPLAINT', 'HELP', 'SUGGESTION', 'CONSULTATION'];

export function TypePage() {
  const { draft, change } = usePortal();
  return (
    <StepPage step="type">
      {(faultOf) => (
        <Choices
          legend="来信类型"
          isLegendHidden
          name="type"
          choices={TYPES.map((value) => ({ id: `type-${value}`, value, ...TYPE_WORDS[value] }))}
          chosen={draft.type}
          fault={faultOf('type-COMPLAINT')}
          onChoose={(type) => change({ type })}
        />
      )}
    </StepPage>
  );
}
