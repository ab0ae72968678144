import { useState } from 'preact/hooks';
import type { Fault } from '../draft/draft.rules.ts';
import { go } from '../navigation/router.ts';
import { FaultSummary } from '../parts/fault-summary.tsx';
import { Field } from '../parts/field.tsx';

/** Codes of today, and those given out before they had a check symbol. */
const LENGTHS = [15, 16];

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
        hint="提交来信后得到的字母和数字，连字符可以不输"
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
  if (LENGTHS.includes(letters.length)) return [];
  const message = `查询码是 ${LENGTHS.join(' 或 ')} 位字母和数字，现在是 ${String(letters.length)} 位`;
  return [{ field: 'code', message }];
}
