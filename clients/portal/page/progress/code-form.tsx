import { useState } from 'preact/hooks';
import type { Fault } from '../draft/draft.rules.ts';
import { go } from '../navigation/router.ts';
import { FaultSummary } from '../parts/fault-summary.tsx';
import { Field } from '../parts/field.tsx';

const MIN_CHARS = 16;

/** Takes the code however it is written: dashes, spaces and case do not matter. */
export function CodeForm() {
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const lookUp = (event: Event): void => {
    event.preventDefault();
    const found = checkCode(code);
    setFaults(found);
    if (found.length === 0) go('/progress', { code: code.trim() });
  };
  return (
    <form onSubmit={lookUp} noValidate>
      <FaultSummary faults={faults} />
      <Field
        id="code"
        label="查询码"
        hint="提交来信后得到的字母和数字，例如 ABCD-EFGH-JKLM-2345"
        value={code}
        fault={faults[0]?.message}
        onChange={setCode}
      />
      <div class="actions">
        <button type="submit" class="button">
          查询
        </button>
      </div>
    </form>
  );
}

function checkCode(code: string): Fault[] {
  const letters = code.normalize('NFKC').replace(/[^A-Za-z0-9]/g, '');
  if (letters.length === 0) return [{ field: 'code', message: '请填写查询码' }];
  if (letters.length >= MIN_CHARS) return [];
  const message = `查询码有 ${String(MIN_CHARS)} 位字母和数字，现在是 ${String(letters.length)} 位`;
  return [{ field: 'code', message }];
}
